// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/field_series.h"

#include "core/codec/codec_registry.h"
#include "core/panel/message_reader.h"
#include "core/panel/panel.h"

namespace zmqscope {

namespace {
/// Longer first frames are no topics.
constexpr qsizetype maxTopicBytes = 1024;
} // namespace

FieldSeries::FieldSeries(Panel &panel, const FieldQuery &query, QObject *parent)
    : QObject(parent)
    , m_query(query)
    , m_panel(&panel)
    , m_reader(&MessageReader::of(panel))
    , m_cursor(panel.store())
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &FieldSeries::follow);
    connect(&panel, &QObject::destroyed, this, [this] {
        m_reader = nullptr;
        m_cursor.reset();
        end();
    });
    connect(m_reader, &MessageReader::readingsChanged, this, &FieldSeries::forgetFormats);
    if (const Result<CodecPtr> codec = CodecRegistry::builtin().resolve(query.codecId);
        codec && !query.codecId.isEmpty())
        m_chosen = *codec;
    resume();
}

FieldSeries::~FieldSeries() = default;

Panel *FieldSeries::panel() const
{
    return m_panel;
}

void FieldSeries::end()
{
    if (!m_following)
        return;
    m_following = false;
    m_behind = false;
    m_timer.stop();
    disconnect(m_published);
    emit changed();
}

void FieldSeries::resume()
{
    if (m_following || !m_panel)
        return;
    m_following = true;
    m_published = connect(m_panel, &Panel::published, this, [this] {
        if (!m_timer.isActive()) // else it goes on by itself, and rests till then
            follow();
    });
    m_timer.start(0);
    emit changed();
}

void FieldSeries::forgetFormats()
{
    m_formats.clear();
}

void FieldSeries::follow()
{
    const MessageIndex before = m_cursor->next();
    const qint64 goneBefore = m_gone;
    m_behind = m_cursor->follow(
        std::chrono::microseconds(budgetUs), [this](const MessageView &message) { look(message); });
    m_gone = m_cursor->missed();
    if (m_behind)
        m_timer.start(pauseMs);
    if (m_cursor->next() != before || m_gone != goneBefore)
        emit changed();
}

void FieldSeries::look(const MessageView &message)
{
    if (m_query.direction && message.header.direction != *m_query.direction)
        return;
    if (m_query.topic && (message.frames.count() == 0 || message.frames[0] != QByteArrayView(*m_query.topic)))
        return;
    if (const std::optional<double> value = read(message))
        m_points->append(message.header.time, *value);
    else
        ++m_withoutNumber;
}

std::optional<double> FieldSeries::read(const MessageView &message)
{
    const int frame = m_query.path.frame();
    if (frame >= message.frames.count())
        return {};
    const QByteArrayView bytes = message.frames[frame];
    QByteArrayView topic;
    if (frame > 0 && !m_query.topic && message.frames[0].size() <= maxTopicBytes)
        topic = message.frames[0];
    // Finding out how a frame is to be read takes far longer than reading it: what fitted the last
    // message of the topic is tried first.
    const auto known = m_formats.constFind(QByteArray::fromRawData(topic.data(), topic.size()));
    if (known != m_formats.cend()) {
        if (const Read read = readAs(**known, bytes); read.fits)
            return read.value;
    }
    if (m_formats.size() >= maxTopics)
        forgetFormats();
    if (m_chosen) {
        if (const Read read = readAs(*m_chosen, bytes); read.fits) {
            m_formats.insert(topic.toByteArray(), m_chosen);
            return read.value;
        }
    }
    const std::optional<Reading> pinned = m_reader->pinnedReadingOf(message, frame);
    const CodecPtr codec =
        pinned ? pinned->codec : m_reader->readingOf(message, frame, Codec::gistEffort).codec;
    m_formats.insert(topic.toByteArray(), codec);
    return readAs(*codec, bytes).value;
}

FieldSeries::Read FieldSeries::readAs(const Codec &codec, QByteArrayView bytes) const
{
    if (!codec.decodesTree()) {
        const std::optional<double> value = m_query.path.isRoot() ? numberInText(bytes) : std::nullopt;
        return {value, value.has_value()};
    }
    DecodeLimits limits;
    limits.maxNodes = maxNodes;
    limits.maxOutput = maxUnpackedBytes;
    const ValueTree tree = codec.decodeTree(bytes, limits);
    if (tree.problem())
        return {};
    return {m_query.path.number(tree), true};
}

} // namespace zmqscope
