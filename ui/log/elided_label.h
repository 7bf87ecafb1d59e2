// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QLabel>

namespace zmqscope {

/// One line of facts, "18 messages · 18 sent · 64 KiB": where there is no room for all, the last ones
/// give way to "…"; the tooltip and assistive tools have the whole. Takes whatever width it is given.
class ElidedLabel final : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(theme::Role role, QWidget *parent = nullptr);

    /// Sets text and tooltip. The most important part comes first: it goes last.
    void setParts(const QStringList &parts);
    /// What there is room for.
    QString shownText() const;

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    theme::Role m_role;
    QStringList m_parts;
};

} // namespace zmqscope
