// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/elided_label.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {
constexpr QStringView separator = u" · ";
}

ElidedLabel::ElidedLabel(theme::Role role, QWidget *parent)
    : QLabel(parent)
    , m_role(role)
{
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
}

void ElidedLabel::setParts(const QStringList &parts)
{
    if (parts == m_parts)
        return;
    m_parts = parts;
    setText(parts.join(separator));
    setToolTip(text());
}

QString ElidedLabel::shownText() const
{
    const int room = contentsRect().width();
    QString shown = text();
    const auto fits = [&] { return fontMetrics().horizontalAdvance(shown) <= room; };
    for (qsizetype count = m_parts.size() - 1; count > 0 && !fits(); --count)
        shown = m_parts.first(count).join(separator) + u" …"_s;
    return fits() ? shown : fontMetrics().elidedText(shown, Qt::ElideRight, room);
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {0, QLabel::minimumSizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(theme::color(m_role));
    painter.drawText(contentsRect(), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, shownText());
}

} // namespace zmqscope
