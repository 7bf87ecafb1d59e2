// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/positioned_json.h"

#include <algorithm>
#include <iterator>
#include <vector>

namespace zmqscope {

namespace {

using Json = nlohmann::ordered_json;

/// Counts how far the parser has read; the parser keeps copies, so the count is shared.
class CountingIterator
{
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char *;
    using reference = const char &;

    CountingIterator(const char *at, qsizetype *consumed) : m_at(at), m_consumed(consumed) {}

    reference operator*() const { return *m_at; }
    CountingIterator &operator++()
    {
        ++m_at;
        ++*m_consumed;
        return *this;
    }
    CountingIterator operator++(int)
    {
        CountingIterator before = *this;
        ++*this;
        return before;
    }
    bool operator==(const CountingIterator &other) const { return m_at == other.m_at; }

private:
    const char *m_at;
    qsizetype *m_consumed;
};

} // namespace

/// Builds the tree from the parser's events and notes the line of every value.
class PositionedJsonBuilder
{
public:
    PositionedJsonBuilder(PositionedJson &document, const QByteArray &text, const qsizetype &consumed)
        : m_document(document), m_text(text), m_consumed(consumed)
    {
    }

    bool null() { return add(nullptr); }
    bool boolean(bool value) { return add(value); }
    bool number_integer(Json::number_integer_t value) { return add(value); }
    bool number_unsigned(Json::number_unsigned_t value) { return add(value); }
    bool number_float(Json::number_float_t value, const std::string &) { return add(value); }
    bool string(std::string &value) { return add(std::move(value)); }
    bool binary(Json::binary_t &) { return false; } // not in JSON text

    bool start_object(std::size_t) { return open(Json::object()); }
    bool start_array(std::size_t) { return open(Json::array()); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }

    bool key(std::string &name)
    {
        Level &level = m_levels.back();
        level.name = name;
        return true;
    }

    bool parse_error(std::size_t, const std::string &, const nlohmann::detail::exception &)
    {
        fail(false);
        return false;
    }

private:
    struct Level
    {
        Json *value;
        QString path;
        std::string name; ///< objects: the key whose value comes next
    };

    template <typename V>
    bool add(V &&value)
    {
        place(Json(std::forward<V>(value)));
        return true;
    }

    bool open(Json container)
    {
        if (m_levels.size() >= PositionedJson::maxDepth) {
            fail(true);
            return false;
        }
        Json *placed = place(std::move(container));
        m_levels.push_back({placed, m_lastPath, {}});
        return true;
    }

    bool close()
    {
        m_levels.pop_back();
        return true;
    }

    /// Pointers into the tree stay valid: a container does not grow while a child of it is open.
    Json *place(Json value)
    {
        if (m_levels.empty()) {
            m_lastPath.clear();
            m_document.m_root = std::move(value);
            noteLine();
            return &m_document.m_root;
        }
        Level &level = m_levels.back();
        Json *placed = nullptr;
        if (level.value->is_array()) {
            m_lastPath = level.path + u'[' + QString::number(level.value->size()) + u']';
            level.value->push_back(std::move(value));
            placed = &level.value->back();
        } else {
            const QString name = QString::fromStdString(level.name);
            m_lastPath = level.path.isEmpty() ? name : QString(level.path + u'.' + name);
            Json &member = (*level.value)[level.name];
            member = std::move(value);
            placed = &member;
        }
        noteLine();
        return placed;
    }

    void noteLine()
    {
        // The last byte read is the token's own last one or, after a number, the one behind it.
        const qsizetype end = std::min(std::max<qsizetype>(m_consumed - 1, 0), m_text.size());
        m_line += int(std::count(m_text.cbegin() + m_counted, m_text.cbegin() + std::max(end, m_counted), '\n'));
        m_counted = std::max(end, m_counted);
        if (m_document.m_lines.size() < PositionedJson::maxPositions)
            m_document.m_lines.insert(m_lastPath, m_line);
    }

    void fail(bool tooDeep)
    {
        const qsizetype end = std::min(std::max<qsizetype>(m_consumed - 1, 0), m_text.size());
        const QByteArrayView before = QByteArrayView(m_text).first(end);
        PositionedJson::SyntaxError error;
        error.line = 1 + int(before.count('\n'));
        error.column = int(end - (before.lastIndexOf('\n') + 1)) + 1;
        error.key = m_lastPath;
        error.tooDeep = tooDeep;
        m_document.m_error = error;
    }

    PositionedJson &m_document;
    const QByteArray &m_text;
    const qsizetype &m_consumed;
    qsizetype m_counted = 0; ///< bytes whose line breaks are in m_line
    int m_line = 1;
    QString m_lastPath;
    std::vector<Level> m_levels;
};

PositionedJson PositionedJson::parse(const QByteArray &text)
{
    PositionedJson document;
    qsizetype consumed = 0;
    PositionedJsonBuilder builder(document, text, consumed);
    // false is either a mistake, which the builder has noted, or the builder's own stop.
    [[maybe_unused]] const bool whole = Json::sax_parse(
        CountingIterator(text.constData(), &consumed),
        CountingIterator(text.constData() + text.size(), &consumed), &builder);
    return document;
}

int PositionedJson::lineOf(const QString &key) const
{
    for (QString at = key;;) {
        if (const auto it = m_lines.constFind(at); it != m_lines.cend())
            return *it;
        if (at.isEmpty())
            return m_error ? m_error->line : 0;
        const qsizetype cut = std::max(at.lastIndexOf(u'.'), at.lastIndexOf(u'['));
        at.truncate(std::max<qsizetype>(cut, 0));
    }
}

} // namespace zmqscope
