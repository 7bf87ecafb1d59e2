// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/pickle/python_layout.h"

#include <limits>

namespace zmqscope {

void PythonLayout::add(Piece::What what, QStringView text)
{
    if (isFull())
        return;
    if (what == Piece::Open)
        m_open.push_back(m_pieces.size());
    m_pieces.push_back({what, m_flat.size(), m_flat.size() + text.size(), std::numeric_limits<qsizetype>::max(), false});
    m_flat += text;
}

void PythonLayout::close(QStringView text, bool comma)
{
    if (isFull())
        return;
    add(Piece::Close, comma ? QString(u',' + text) : text.toString());
    m_pieces.back().comma = comma;
    m_pieces[m_open.back()].partner = m_flat.size();
    m_open.pop_back();
}

QString PythonLayout::text() const
{
    QString out;
    qsizetype indent = 0;
    qsizetype lineStart = 0;
    qsizetype flatUntil = -1; // pieces up to there stay on the line
    const auto newLine = [&] {
        out += u'\n';
        lineStart = out.size();
        out.resize(lineStart + indent * indentWidth, u' ');
    };
    for (const Piece &piece : m_pieces) {
        if (out.size() > m_maxChars)
            break;
        if (piece.begin < flatUntil) {
            out += of(piece);
            continue;
        }
        switch (piece.what) {
        case Piece::Word: out += of(piece); break;
        case Piece::Open:
            out += of(piece);
            if (piece.partner != std::numeric_limits<qsizetype>::max()
                && out.size() - lineStart + piece.partner - piece.end <= lineWidth) {
                flatUntil = piece.partner;
            } else {
                ++indent;
                newLine();
            }
            break;
        case Piece::Separator:
            out += u',';
            newLine();
            break;
        case Piece::Close:
            out += u','; // in lines of their own all elements have one
            --indent;
            newLine();
            out += of(piece).sliced(piece.comma ? 1 : 0);
            break;
        }
    }
    return out;
}

} // namespace zmqscope
