// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text_escapes.h"
#include "core/profile/profile_json.h"

#include <algorithm>

namespace zmqscope::profile_json {

namespace {

std::string utf8(const QString &text)
{
    return text.toUtf8().toStdString();
}

bool isPrintableUtf8(const QByteArray &bytes)
{
    if (!isUtf8(bytes))
        return false;
    const QList<uint> characters = QString::fromUtf8(bytes).toUcs4();
    return std::ranges::all_of(characters, [](uint c) { return QChar::isPrint(char32_t(c)); });
}

Json bytesJson(const QByteArray &bytes)
{
    if (isPrintableUtf8(bytes))
        return bytes.toStdString();
    return Json::object({{key::base64, bytes.toBase64().toStdString()}});
}

Json frameJson(const FrameDraft &frame, const Folder &folder)
{
    const bool isPath = frame.codec == QStringView(fileCodec);
    return Json{{key::codec, utf8(frame.codec)},
                {key::text, utf8(isPath ? folder.stored(frame.text) : frame.text)}};
}

Json optionsJson(const QMap<QString, OptionValue> &options)
{
    Json json = Json::object();
    for (auto it = options.cbegin(); it != options.cend(); ++it) {
        const OptionInfo *info = findOption(it.key());
        if (info && info->secret)
            continue; // a profile is meant to be shared
        Json &value = json[utf8(it.key())];
        if (const qint64 *number = std::get_if<qint64>(&it.value()))
            value = *number;
        else
            value = bytesJson(std::get<QByteArray>(it.value()));
    }
    return json;
}

/// The keys of a side stand among those of its panel; a bridge's second side has an object.
void writeSide(Json &json, const SideConfig &side, const Folder &folder)
{
    json[key::type] = utf8(socketTypeName(side.type));
    Json &endpoints = json[key::endpoints] = Json::array();
    for (const Endpoint &endpoint : side.endpoints) {
        endpoints.push_back(
            Json{{key::role, endpoint.role == EndpointRole::Bind ? key::bind : key::connect},
                 {key::address, utf8(folder.storedAddress(endpoint.address))}});
    }
    if (Json options = optionsJson(side.options); !options.empty())
        json[key::options] = std::move(options);
    if (!side.subscriptions.isEmpty() || traits(side.type).subscribes) {
        Json &subscriptions = json[key::subscriptions] = Json::array();
        for (const QByteArray &prefix : side.subscriptions)
            subscriptions.push_back(bytesJson(prefix));
    }
}

Json sendJson(const SendDraft &draft, const Folder &folder)
{
    Json json;
    Json &frames = json[key::frames] = Json::array();
    for (const FrameDraft &frame : draft.frames)
        frames.push_back(frameJson(frame, folder));
    if (!draft.topic.isEmpty())
        json[key::topic] = utf8(draft.topic);
    if (!draft.topicAsFrame)
        json[key::topicAsFrame] = false;
    if (!draft.routingId.isEmpty())
        json[key::routingId] = bytesJson(draft.routingId);
    if (draft.emptyDelimiter)
        json[key::emptyDelimiter] = true;
    return json;
}

Json sequenceJson(const SequenceConfig &sequence)
{
    return Json{{key::text, utf8(sequence.text)},
                {key::codec, utf8(sequence.codec)},
                {key::from, sequence.from},
                {key::to, sequence.to},
                {key::step, sequence.step},
                {key::intervalMs, sequence.intervalMs},
                {key::startWithPanel, sequence.startWithPanel}};
}

Json columnsJson(const QList<LogColumnConfig> &columns)
{
    Json json = Json::array();
    for (const LogColumnConfig &column : columns) {
        json.push_back(Json{{key::columnKey, utf8(column.key)},
                            {key::width, column.width},
                            {key::visible, column.visible}});
    }
    return json;
}

Json rulesJson(const QList<ReadingRule> &rules)
{
    Json json = Json::array();
    for (const ReadingRule &rule : rules) {
        Json item{{key::codec, utf8(rule.codec)}};
        if (rule.frame)
            item[key::frame] = *rule.frame;
        if (!rule.frameName.isEmpty())
            item[key::frameName] = utf8(rule.frameName);
        if (rule.frames)
            item[key::frames] = *rule.frames;
        if (rule.topic)
            item[key::topic] = bytesJson(*rule.topic);
        if (!rule.protocol.isEmpty())
            item[key::protocol] = utf8(rule.protocol);
        json.push_back(std::move(item));
    }
    return json;
}

/// A residue as a profile keeps it, back as JSON; null when there is none.
Json parsed(const QByteArray &kept)
{
    const Json json = Json::parse(kept.cbegin(), kept.cend(), nullptr, false);
    return json.is_object() ? json : Json();
}

Json pathsJson(const QStringList &paths, const Folder &folder)
{
    Json list = Json::array();
    for (const QString &path : paths)
        list.push_back(utf8(folder.stored(path)));
    return list;
}

} // namespace

Json panelJson(const PanelConfig &config, const Folder &folder)
{
    Json json;
    json[key::name] = utf8(config.name);
    writeSide(json, config.side, folder);
    if (config.second)
        writeSide(json[key::second] = Json::object(), *config.second, folder);
    if (!config.openAtStart)
        json[key::openAtStart] = false;
    if (config.history != StoreLimits())
        json[key::history] = Json{{key::bytes, config.history.bytes}, {key::messages, config.history.messages}};
    if (config.draft != SendDraft())
        json[key::send] = sendJson(config.draft, folder);
    if (config.autoReply)
        json[key::autoReply] = frameJson(*config.autoReply, folder);
    if (config.sequence)
        json[key::sequence] = sequenceJson(*config.sequence);
    if (!config.readingRules.isEmpty())
        json[key::readingRules] = rulesJson(config.readingRules);
    if (!config.protocol.isEmpty())
        json[key::protocol] = utf8(config.protocol);
    if (config.holdsUntilSubscribed)
        json[key::holdUntilSubscribed] = true;
    if (!config.columns.isEmpty())
        json[key::columns] = columnsJson(config.columns);
    return json;
}

Json schemasJson(const ProtobufSchemas::Source &schemas, const Folder &folder)
{
    Json json;
    json[key::files] = pathsJson(schemas.files, folder);
    if (!schemas.includeDirectories.isEmpty())
        json[key::includeDirectories] = pathsJson(schemas.includeDirectories, folder);
    return json;
}

std::optional<Json> residue(const Json &original, const Json &written)
{
    if (original.is_object() && written.is_object()) {
        Json kept = Json::object();
        for (const auto &[name, value] : original.items()) {
            const auto same = written.find(name);
            if (same == written.end())
                kept[name] = value;
            else if (std::optional<Json> part = residue(value, *same))
                kept[name] = *std::move(part);
        }
        if (!kept.empty())
            return kept;
    } else if (original.is_array() && written.is_array() && original.size() == written.size()) {
        Json kept = Json::array();
        bool any = false;
        for (std::size_t i = 0; i < original.size(); ++i) {
            std::optional<Json> part = residue(original[i], written[i]);
            any = any || part;
            kept.push_back(part ? *std::move(part) : Json());
        }
        if (any)
            return kept;
    }
    return {};
}

void restoreResidue(Json &written, const Json &kept)
{
    if (written.is_object() && kept.is_object()) {
        for (const auto &[name, value] : kept.items()) {
            if (const auto same = written.find(name); same == written.end())
                written[name] = value;
            else
                restoreResidue(*same, value);
        }
    } else if (written.is_array() && kept.is_array() && written.size() == kept.size()) {
        for (std::size_t i = 0; i < kept.size(); ++i)
            restoreResidue(written[i], kept[i]);
    }
}

QByteArray write(const Profile &profile, const Folder &folder)
{
    Json json;
    json[key::schemaVersion] = Profile::schemaVersion;
    if (!profile.description.isEmpty())
        json[key::description] = utf8(profile.description);
    if (profile.schemas != ProtobufSchemas::Source())
        json[key::protobuf] = schemasJson(profile.schemas, folder);
    Json panels = Json::array();
    for (const PanelConfig &config : profile.panels) {
        Json panel = panelJson(config, folder);
        restoreResidue(panel, parsed(config.unknownKeys));
        panels.push_back(std::move(panel));
    }
    Json unknown = parsed(profile.unknownKeys);
    // Panels that could not be understood wait among these for a version that can.
    if (unknown.is_object() && unknown.contains(key::panels)) {
        for (const Json &panel : unknown[key::panels])
            panels.push_back(panel);
        unknown.erase(key::panels);
    }
    json[key::panels] = std::move(panels);
    if (!profile.windowLayout.isEmpty())
        json[key::windowLayout] = profile.windowLayout.toBase64().toStdString();
    if (Json topology = parsed(profile.topology); topology.is_object() && !topology.empty())
        json[key::topology] = std::move(topology);
    restoreResidue(json, unknown);
    const std::string text = json.dump(2, ' ', false, Json::error_handler_t::replace);
    return QByteArray::fromStdString(text) + '\n';
}

} // namespace zmqscope::profile_json
