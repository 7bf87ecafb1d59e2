// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/tone_label.h"

#include <QEvent>

namespace zmqscope {

ToneLabel::ToneLabel(theme::Role role, QWidget *parent)
    : ToneLabel({}, role, parent)
{
}

ToneLabel::ToneLabel(const QString &text, theme::Role role, QWidget *parent)
    : QLabel(parent)
    , m_role(role)
{
    // Texts come from the network too: never rich text.
    setTextFormat(Qt::PlainText);
    setText(text);
    applyColor();
}

void ToneLabel::setRole(theme::Role role)
{
    m_role = role;
    applyColor();
}

void ToneLabel::setTextAndRole(const QString &text, theme::Role role)
{
    setText(text);
    setRole(role);
}

void ToneLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationPaletteChange)
        applyColor();
}

void ToneLabel::applyColor()
{
    const QColor wanted = theme::color(m_role);
    if (palette().color(QPalette::WindowText) == wanted && testAttribute(Qt::WA_SetPalette))
        return;
    QPalette own;
    own.setColor(QPalette::WindowText, wanted);
    setPalette(own);
}

} // namespace zmqscope
