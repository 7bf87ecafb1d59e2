// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/panel/message_reader.h"

#include "core/panel/panel.h"
#include "core/protocol/signature_check.h"

#include <QElapsedTimer>

namespace zmqscope {

namespace {

/// Formats that protocols ask for with a parameter of the message are many: beyond this they are
/// made anew.
constexpr qsizetype maxCodecs = 256;
/// Following sequence numbers takes no longer than this at a time, and rests in between.
constexpr qint64 followMs = 2;
constexpr int followPauseMs = 30;
constexpr quint64 followClockEvery = 64;

/// Whether @p codec makes something of bytes that it does not recognise.
bool reads(const Codec &codec, QByteArrayView bytes)
{
    if (codec.decodesTree())
        return !codec.decodeTree(bytes, DecodeLimits::forGist()).problem();
    return codec.decode(bytes, 1).ok();
}

} // namespace

MessageReader::MessageReader(Panel &panel, const ProtocolRegistry &registry, QObject *parent)
    : QObject(parent), m_panel(panel), m_registry(registry), m_follow(new QTimer(this))
{
    m_follow->setSingleShot(true);
    m_follow->setInterval(followPauseMs);
    connect(m_follow, &QTimer::timeout, this, &MessageReader::followSequences);
    connect(&panel, &Panel::published, this, &MessageReader::followSequences);
    connect(&panel, &Panel::configChanged, this, &MessageReader::takeConfig);
    takeConfig();
}

MessageReader &MessageReader::of(Panel &panel)
{
    if (auto *reader = panel.findChild<MessageReader *>(QString(), Qt::FindDirectChildrenOnly))
        return *reader;
    return *new MessageReader(panel, ProtocolRegistry::installed(), &panel);
}

void MessageReader::takeConfig()
{
    const bool newProtocol = m_panel.protocol() != m_protocolId;
    if (!newProtocol && m_panel.readingRules() == m_ruleList)
        return;
    if (newProtocol) {
        m_protocolId = m_panel.protocol();
        m_chosen = m_registry.find(m_protocolId);
        m_watched = m_chosen && !m_chosen->sequences.isEmpty() ? m_chosen : nullptr;
        m_watch = {};
        m_looked = {};
        followSequences();
    }
    refresh();
}

void MessageReader::refresh()
{
    m_ruleList = m_panel.readingRules();
    m_rules = ReadingRules(m_ruleList);
    m_codecs.clear();
    emit readingsChanged();
    emit labelsChanged();
}

void MessageReader::setKey(const QByteArray &key)
{
    if (key == m_key)
        return;
    m_key = key;
    emit labelsChanged();
}

std::optional<ProtocolMatch> MessageReader::protocolOf(const MessageView &message) const
{
    if (message.frames.count() == 0 || (!m_chosen && !m_protocolId.isEmpty()))
        return {};
    // The frames of one message are asked for one after the other.
    const char *payload = message.frames[0].data();
    if (m_looked.index == message.index && m_looked.payload == payload && message.index.value != 0)
        return m_looked.match;
    const SocketType type = Envelope::socketOf(m_panel, message);
    m_looked = {message.index, payload,
                m_chosen ? m_registry.match(m_chosen, type, message) : m_registry.match(type, message)};
    if (m_looked.match && !m_watched && !m_looked.match->protocol().sequences.isEmpty()) {
        m_watched = m_registry.find(m_looked.match->protocol().id);
        m_follow->start(0);
    }
    return m_looked.match;
}

RuleSubject MessageReader::subjectOf(const MessageView &message, qsizetype frame) const
{
    const Envelope envelope = Envelope::of(m_panel, message);
    RuleSubject subject{frame, message.frames.count(), {}, {}, {}};
    if (envelope.routingEnd() < message.frames.count())
        subject.topic = message.frames[envelope.routingEnd()];
    if (const std::optional<ProtocolMatch> match = protocolOf(message)) {
        subject.protocol = match->protocol().id;
        if (frame >= match->first())
            subject.frameName = match->patternOf(frame).name;
    }
    return subject;
}

CodecPtr MessageReader::resolved(const QString &codecId) const
{
    if (const auto known = m_codecs.constFind(codecId); known != m_codecs.cend())
        return *known;
    if (m_codecs.size() >= maxCodecs)
        m_codecs.clear();
    const Result<CodecPtr> codec = CodecRegistry::builtin().resolve(codecId);
    return *m_codecs.insert(codecId, codec ? *codec : nullptr);
}

std::optional<Reading> MessageReader::pinnedReadingOf(const MessageView &message, qsizetype frame, qsizetype effort) const
{
    const QByteArrayView bytes = message.frames[frame];
    if (!m_rules.isEmpty()) {
        if (const ReadingRules::Entry *entry = m_rules.find(subjectOf(message, frame)))
            return Reading{entry->codec, Certainty::Certain, tr("rule of this panel: %1").arg(entry->rule.text())};
    }
    const std::optional<ProtocolMatch> match = protocolOf(message);
    if (!match || frame < match->first() || match->patternOf(frame).read.isEmpty() || bytes.isEmpty())
        return {};
    const FrameLabel label = match->label(message.frames, frame);
    const CodecPtr codec = resolved(label.codec);
    // A frame that is not what its protocol says is shown as what it is.
    if (!codec || (codec->recognise(bytes, effort).certainty == Certainty::No && !reads(*codec, bytes)))
        return {};
    return Reading{codec, Certainty::Certain, tr("%1: %2").arg(match->protocol().name, label.name)};
}

Reading MessageReader::readingOf(const MessageView &message, qsizetype frame, qsizetype effort) const
{
    if (std::optional<Reading> pinned = pinnedReadingOf(message, frame, effort))
        return *std::move(pinned);
    return Detector().best(message.frames[frame], effort);
}

MessageLabels MessageReader::labelsOf(const MessageView &message) const
{
    const Envelope envelope = Envelope::of(m_panel, message);
    const std::optional<ProtocolMatch> match = protocolOf(message);
    if (!match)
        return envelope;
    MessageLabels labels(envelope, *match);
    for (const SignatureResult &result : checkSignatures(*match, message.frames, m_key))
        labels.setFinding(result.frame, result.text(), result.state == SignatureState::Wrong);
    const std::optional<SequenceWatch::Gap> gap = m_watch.gapAt(message.index);
    for (const SequenceCheck &check : match->protocol().sequences) {
        const qsizetype frame = match->frameNamed(check.frame);
        const std::optional<quint64> value = frame < 0 ? std::nullopt : sequenceNumber(check, message.frames[frame]);
        if (!value)
            continue;
        labels.setFinding(frame, gap ? tr("%1, %2").arg(*value).arg(gap->text()) : QString::number(*value),
                          gap && gap->missing > 0);
    }
    return labels;
}

void MessageReader::followSequences()
{
    if (!m_watched)
        return;
    const MessageStore &store = m_panel.store();
    const qint64 gapsBefore = m_watch.gaps();
    m_watch.skipTo(store.first());
    QElapsedTimer clock;
    clock.start();
    for (MessageIndex at = m_watch.next(); at < store.end(); ++at.value) {
        if (at.value % followClockEvery == 0 && clock.elapsed() >= followMs) {
            m_follow->start(followPauseMs);
            break;
        }
        const std::optional<MessageView> message = store.at(at);
        const std::optional<ProtocolMatch> match = message
            ? m_registry.match(m_watched, Envelope::socketOf(m_panel, *message), *message)
            : std::nullopt;
        if (match)
            m_watch.take(*match, *message);
        else
            m_watch.advanceTo(MessageIndex{at.value + 1});
    }
    if (m_watch.gaps() != gapsBefore)
        emit labelsChanged();
}

} // namespace zmqscope
