// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/value/value_tree_builder.h"

#include <QByteArrayView>
#include <QCoreApplication>

namespace zmqscope {

/// Reads JSON values into a tree, in one pass and as strictly as JsonScanner: RFC 8259, UTF-8. What
/// is wrong becomes the problem of the tree.
class JsonParser
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::JsonParser)
public:
    /// Reads the source of @p tree, which must outlive this, up to @p end. Where that is before the
    /// end of the source, the tree is cut there, and a text may be, too.
    JsonParser(ValueTreeBuilder &tree, qint64 end);

    qint64 at() const { return m_at - m_begin; }
    void goTo(qint64 offset) { m_at = m_begin + offset; }
    bool atEnd() const { return m_at == m_end; }
    /// The byte here; only before the end.
    char peek() const { return *m_at; }
    void skipBlanks()
    {
        while (m_at != m_end && (*m_at == ' ' || *m_at == '\n' || *m_at == '\r' || *m_at == '\t'))
            ++m_at;
    }

    // These return false when no more can be read: something is wrong, or the tree is full.
    /// A value, with all that is in it.
    bool readValue();
    /// A key and its colon.
    bool readKey();
    /// Blanks up to the end.
    bool readEnd();

    /// What stands behind a value in a container. A comma is passed, a closing bracket is not.
    enum class Separator { Wrong, Comma, Close };
    Separator readSeparator(bool inObject);

    /// Makes a problem at @p offset.
    bool fail(qint64 offset, const QString &problem);
    bool failTooDeep(int maxDepth);

private:
    /// What is expected next within readValue().
    enum class Step { Value, FirstValue, Key, FirstKey, AfterValue, Close };

    bool ranOut();
    bool readScalar();
    bool readString(bool isKey);
    const char *passEscape(const char *at);
    void addText(const char *begin, const char *end, bool escaped, const char *after);
    bool readNumber();
    bool readWord(QByteArrayView word);

    ValueTreeBuilder &m_tree;
    const char *m_begin;
    const char *m_at;
    const char *m_end;
    bool m_isCut; ///< m_end is before the end of the source
};

} // namespace zmqscope
