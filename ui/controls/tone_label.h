// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QLabel>

namespace zmqscope {

/// A label of plain text in a colour of the theme; follows a change of theme.
class ToneLabel : public QLabel
{
    Q_OBJECT
public:
    explicit ToneLabel(theme::Role role, QWidget *parent = nullptr);
    ToneLabel(const QString &text, theme::Role role, QWidget *parent = nullptr);

    theme::Role role() const { return m_role; }
    void setRole(theme::Role role);
    void setTextAndRole(const QString &text, theme::Role role);

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyColor();

    theme::Role m_role;
};

} // namespace zmqscope
