// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/log_row_painter.h"

#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace zmqscope {

using theme::Role;
using namespace Qt::StringLiterals;

namespace {

constexpr int rowPadding = 5; ///< over and under the text together

Role textRole(LogColumn column, const MessageView &message)
{
    switch (column) {
    case LogColumn::Number:
    case LogColumn::Time:
    case LogColumn::Frames:
    case LogColumn::Size:
        return Role::TextMuted;
    case LogColumn::Preview:
        return message.header.flags.testFlag(MessageFlag::Subscription) ? Role::TextMuted : Role::Text;
    default:
        return Role::Text;
    }
}

struct Tone {
    Role text;
    Role fill;
};

Tone flagTone(MessageFlags flags)
{
    if (flags.testAnyFlags(MessageFlag::DroppedForSlow | MessageFlag::NotPassed))
        return {Role::Bad, Role::BadFill};
    if (flags.testFlag(MessageFlag::NoSubscriber))
        return {Role::Warning, Role::WarningFill};
    return {Role::Info, Role::InfoFill};
}

} // namespace

LogRowPainter::LogRowPainter(const LogModel &model, const QHeaderView &header)
    : m_model(model)
    , m_header(header)
    , m_text(theme::monospace())
{
}

void LogRowPainter::setFont(const QFont &font)
{
    m_text = MonoText(font);
}

int LogRowPainter::rowHeight() const
{
    return int(std::ceil(m_text.height())) + rowPadding;
}

int LogRowPainter::widthOf(qsizetype characters) const
{
    return int(std::ceil(qreal(characters) * m_text.advance())) + 2 * padding + 1;
}

void LogRowPainter::paint(QPainter &painter, int row, int top, int viewportWidth, State state)
{
    const QRect line(0, top, viewportWidth, rowHeight());
    // Striped by a number that stays with the message: stripes do not flicker while rows go.
    const bool alternate = (m_model.goneRows() + row) % 2 != 0;
    painter.fillRect(line,
        theme::color(state.selected ? Role::Selection
                : alternate         ? Role::RowAlternate
                                    : Role::Surface));

    if (const auto message = m_model.viewAt(row)) {
        for (int visual = 0; visual < m_header.count(); ++visual) {
            const int logical = m_header.logicalIndex(visual);
            const int width = m_header.sectionSize(logical);
            const int x = m_header.sectionViewportPosition(logical);
            if (width > 0 && x < viewportWidth && x + width > 0)
                paintCell(painter, QRect(x, top, width, line.height()), LogColumn(logical), row, *message,
                    state.selected);
        }
    } else {
        painter.setPen(theme::color(Role::TextFaint));
        m_text.draw(painter, line.adjusted(padding, 0, -padding, 0),
            QCoreApplication::translate("LogTable", "no longer kept"));
    }
    if (state.focused) {
        painter.setPen(theme::color(Role::Accent));
        painter.drawRect(line.adjusted(0, 0, -1, -1));
    }
}

void LogRowPainter::paintCell(QPainter &painter, const QRect &rect, LogColumn column, int row,
    const MessageView &message, bool selected)
{
    if (column == LogColumn::Direction) {
        paintDirection(painter, rect, message.header.direction);
        return;
    }
    QRect inner = rect.adjusted(padding, 0, -padding, 0);
    if (inner.width() <= 0)
        return;
    if (column == LogColumn::Preview)
        inner = paintFlags(painter, inner, message.header.flags);
    const auto fitting = qsizetype(inner.width() / m_text.advance()) + 1;
    const QString text = m_model.cellText(column, row, message, std::min(fitting, LogModel::maxCellChars));
    if (!selected && (column == LogColumn::Preview || column == LogColumn::Topic))
        paintMatches(painter, inner, text);
    painter.setPen(theme::color(selected ? Role::SelectionText : textRole(column, message)));
    m_text.draw(painter, inner, text,
        column == LogColumn::Number || column == LogColumn::Frames || column == LogColumn::Size);
}

void LogRowPainter::paintMatches(QPainter &painter, const QRect &rect, const QString &text)
{
    const QuickFilter &filter = m_model.filter();
    if (!filter.isActive())
        return;
    const QString &needle = filter.needle();
    for (qsizetype at = text.indexOf(needle, 0, filter.caseSensitivity()); at >= 0;
         at = text.indexOf(needle, at + needle.size(), filter.caseSensitivity())) {
        const qreal left = rect.left() + m_text.width(text.left(at));
        const QRectF match(
            left, rect.top() + 2, m_text.width(text.mid(at, needle.size())), rect.height() - 4);
        painter.fillRect(match & QRectF(rect), theme::color(Role::FilterMatch));
    }
}

void LogRowPainter::paintDirection(QPainter &painter, const QRect &rect, Direction direction)
{
    struct Look {
        QLatin1StringView icon;
        Role role;
    };
    static constexpr std::array<Look, 4> looks{{
        {"arrow-in"_L1, Role::DirectionIn},
        {"arrow-out"_L1, Role::DirectionOut},
        {"arrow-through"_L1, Role::DirectionThrough},
        {"arrow-through"_L1, Role::DirectionThrough},
    }};
    Arrow &arrow = m_arrows[std::size_t(direction)];
    const qreal scale = painter.device()->devicePixelRatioF();
    if (arrow.pixmap.isNull() || !qFuzzyCompare(arrow.scale, scale) || arrow.dark != theme::isDark()) {
        const Look look = looks[std::size_t(direction)];
        arrow = {theme::icon(look.icon, look.role).pixmap(QSize(theme::iconSize, theme::iconSize), scale),
            scale, theme::isDark()};
        if (direction == Direction::Backward)
            arrow.pixmap = arrow.pixmap.transformed(QTransform::fromScale(-1, 1));
        arrow.pixmap.setDevicePixelRatio(scale);
    }
    constexpr int half = theme::iconSize / 2;
    painter.drawPixmap(rect.center().x() - half + 1, rect.center().y() - half + 1, arrow.pixmap);
}

QRect LogRowPainter::paintFlags(QPainter &painter, const QRect &rect, MessageFlags flags)
{
    const QString words = LogText::flagText(flags);
    if (words.isEmpty())
        return rect;
    // The words may take half of the room at most; the message itself matters more.
    const qreal wanted = m_text.width(words) + 2 * padding;
    QRect chip = rect;
    chip.setLeft(rect.right() - int(std::min(wanted, rect.width() / 2.0)));
    const Tone tone = flagTone(flags);
    painter.fillRect(chip.adjusted(0, 2, 0, -2), theme::color(tone.fill));
    painter.setPen(theme::color(tone.text));
    m_text.draw(painter, chip.adjusted(padding, 0, 1 - padding, 0), words);
    return rect.adjusted(0, 0, -chip.width() - padding, 0);
}

} // namespace zmqscope
