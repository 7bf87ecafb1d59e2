// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QLabel>

namespace zmqscope {

/// One line of text that ends with "…" where there is no room for all of it; the tooltip and
/// assistive tools have the whole. Takes whatever width it is given.
class ElidedLabel final : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(theme::Role role, QWidget *parent = nullptr);

    /// Sets text and tooltip.
    void setWholeText(const QString &text);

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    theme::Role m_role;
};

} // namespace zmqscope
