// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/protocol_registry.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <algorithm>

using namespace Qt::StringLiterals;

/// Linkers leave the resources of a static library out unless they are asked for, by a function
/// outside of any namespace.
static void useProtocolResources()
{
    Q_INIT_RESOURCE(core);
}

namespace zmqscope {

namespace {

/// Routing ids of the peers' own choice look like any frame: an empty frame this far in front may
/// end them.
constexpr qsizetype maxHops = 16;

struct RegistryText
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::Protocol)
};

} // namespace

void ProtocolRegistry::addFolder(const QString &folder)
{
    const QStringList names = QDir(folder).entryList({u"*.json"_s}, QDir::Files, QDir::Name);
    for (const QString &name : names.first(std::min(names.size(), maxFiles))) {
        const QString path = QDir(folder).filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) {
            m_problems.append({path, 0, {}, RegistryText::tr("Cannot be read: %1.").arg(file.errorString())});
            continue;
        }
        ReadProtocol read = readProtocol(file.read(maxProtocolBytes + 1), path);
        m_problems += read.problems;
        if (read.protocol)
            add(std::move(read.protocol));
    }
    if (names.size() > maxFiles)
        m_problems.append({folder, 0, {}, RegistryText::tr("More than %1 files; the rest was left unread.").arg(maxFiles)});
}

void ProtocolRegistry::add(ProtocolPtr protocol)
{
    const auto same = std::ranges::find(m_protocols, protocol->id, [](const ProtocolPtr &one) { return one->id; });
    if (same == m_protocols.end())
        m_protocols.push_back(std::move(protocol));
    else
        *same = std::move(protocol);
}

ProtocolPtr ProtocolRegistry::find(QStringView id) const
{
    const auto found = std::ranges::find_if(m_protocols, [&](const ProtocolPtr &one) { return one->id == id; });
    return found == m_protocols.end() ? nullptr : *found;
}

std::optional<ProtocolMatch> ProtocolRegistry::envelope(SocketType type, const MessageView &message) const
{
    for (const ProtocolPtr &protocol : m_protocols) {
        if (protocol->layer != Protocol::Layer::Envelope)
            continue;
        if (auto match = ProtocolMatch::find(protocol, type, message.header, message.frames))
            return match;
    }
    return {};
}

qsizetype ProtocolRegistry::routingFrames(SocketType type, const MessageView &message) const
{
    const std::optional<ProtocolMatch> around = envelope(type, message);
    return around ? around->routingFrames() : 0;
}

std::optional<ProtocolMatch> ProtocolRegistry::match(SocketType type, const MessageView &message) const
{
    const qsizetype routing = routingFrames(type, message);
    for (const ProtocolPtr &protocol : m_protocols) {
        if (!protocol->detect || protocol->layer != Protocol::Layer::Message)
            continue;
        if (auto match = matchBehind(protocol, type, message, routing))
            return match;
    }
    return {};
}

std::optional<ProtocolMatch> ProtocolRegistry::match(const ProtocolPtr &protocol, SocketType type,
                                                     const MessageView &message) const
{
    return matchBehind(protocol, type, message, protocol->behindRouting ? routingFrames(type, message) : 0);
}

std::optional<ProtocolMatch> ProtocolRegistry::matchBehind(const ProtocolPtr &protocol, SocketType type,
                                                           const MessageView &message, qsizetype routing) const
{
    const FrameSpan &frames = message.frames;
    if (!protocol->isFor(type))
        return {};
    const qsizetype from = protocol->behindRouting ? routing : 0;
    if (auto match = ProtocolMatch::find(protocol, type, message.header, frames, from))
        return match;
    if (!protocol->behindRouting || (type != SocketType::Router && type != SocketType::Dealer))
        return {};
    for (qsizetype i = from; i < std::min(frames.count(), from + maxHops); ++i) {
        if (frames[i].isEmpty())
            return ProtocolMatch::find(protocol, type, message.header, frames, i + 1);
    }
    return {};
}

const ProtocolRegistry &ProtocolRegistry::builtin()
{
    static const ProtocolRegistry registry = [] {
        useProtocolResources();
        ProtocolRegistry made;
        made.addFolder(u":/protocols"_s);
        Q_ASSERT(made.problems().isEmpty());
        return made;
    }();
    return registry;
}

const ProtocolRegistry &ProtocolRegistry::installed()
{
    static const ProtocolRegistry registry = [] {
        ProtocolRegistry made;
        made.addFolder(userFolder());
        for (const ProtocolPtr &protocol : builtin().all()) {
            if (!made.find(protocol->id))
                made.add(protocol);
        }
        return made;
    }();
    return registry;
}

QString ProtocolRegistry::userFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + u"/protocols";
}

} // namespace zmqscope
