// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/log/log_model.h"
#include "ui/log/mono_text.h"

#include <QPixmap>
#include <array>
#include <optional>

class QHeaderView;
class QPainter;

namespace zmqscope {

/// Paints the rows of a message log, without a delegate: reads each message once and places its
/// texts itself.
class LogRowPainter {
public:
    /// Between a cell's edge and its text.
    static constexpr int padding = 4;

    /// The model and the header, which tells where the columns are, must outlive this.
    LogRowPainter(const LogModel &model, const QHeaderView &header);

    void setFont(const QFont &font);
    MonoText &font() { return m_text; }
    int rowHeight() const;
    /// Width of a cell that shows so many characters.
    int widthOf(qsizetype characters) const;

    struct State {
        bool selected = false;
        bool focused = false;
    };
    void paint(QPainter &painter, int row, int top, int viewportWidth, State state);

private:
    void paintCell(QPainter &painter, const QRect &rect, LogColumn column, int row,
        const MessageView &message, bool selected);
    void paintDirection(QPainter &painter, const QRect &rect, Direction direction);
    void paintMatches(QPainter &painter, const QRect &rect, const QString &text);
    /// Returns what is left of @p rect.
    QRect paintFlags(QPainter &painter, const QRect &rect, MessageFlags flags);

    const LogModel &m_model;
    const QHeaderView &m_header;
    MonoText m_text;
    struct Arrow {
        QPixmap pixmap;
        qreal scale = 0;
        bool dark = false;
    };
    std::array<Arrow, 4> m_arrows; ///< by Direction; rendering an icon for each row would dominate
};

} // namespace zmqscope
