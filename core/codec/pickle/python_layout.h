// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <vector>

namespace zmqscope {

/// Lays brackets and what is between them out in lines: what fits one line stays on it, of the rest
/// each element gets a line of its own, indented.
class PythonLayout
{
public:
    /// As wide as a line gets by short values beside each other.
    static constexpr qsizetype lineWidth = 100;
    static constexpr qsizetype indentWidth = 4;

    /// Nothing more is taken once there are @p maxChars characters.
    explicit PythonLayout(qsizetype maxChars) : m_maxChars(maxChars) {}

    bool isFull() const { return m_flat.size() > m_maxChars; }
    qsizetype room() const { return m_maxChars - m_flat.size(); }

    void word(QStringView text) { add(Piece::Word, text); }
    /// "[": elements follow, with separator() between them.
    void open(QStringView text) { add(Piece::Open, text); }
    void separator() { add(Piece::Separator, u", "); }
    /// @p comma: behind the one element as well, which makes it a tuple.
    void close(QStringView text, bool comma = false);

    /// The text; may be longer than @p maxChars, as indents are not counted before.
    QString text() const;

private:
    struct Piece
    {
        enum What : quint8 { Word, Open, Separator, Close } what;
        qsizetype begin;
        qsizetype end;
        qsizetype partner; ///< of Open: where in the text its Close ends; past all when it has none
        bool comma = false; ///< of Close: starts with one
    };
    void add(Piece::What what, QStringView text);
    QStringView of(const Piece &piece) const { return QStringView(m_flat).sliced(piece.begin, piece.end - piece.begin); }

    qsizetype m_maxChars;
    QString m_flat; ///< all on one line
    std::vector<Piece> m_pieces;
    std::vector<std::size_t> m_open;
};

} // namespace zmqscope
