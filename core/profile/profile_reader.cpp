// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/codec_registry.h"
#include "core/panel/bridge_panel.h"
#include "core/profile/json_fields.h"
#include "core/profile/profile_json.h"

#include <algorithm>
#include <limits>

namespace zmqscope::profile_json {

namespace {

constexpr qint64 smallestHistory = 1024 * 1024; // StoreLimits::bytes
constexpr qint64 anyNumber = std::numeric_limits<qint64>::max();
constexpr qint64 anyInt = std::numeric_limits<int>::max();

/// Takes a document apart, panel by panel; what it cannot use becomes a problem.
class ProfileReader
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::Profile)

public:
    ProfileReader(const PositionedJson &document, const Folder &folder)
        : m_document(document), m_folder(folder), m_problems(document)
    {
    }

    LoadedProfile read();

private:
    void readVersion(const JsonFields &root, LoadedProfile &loaded);
    ProtobufSchemas::Source readSchemas(const JsonFields &fields);
    QStringList readPaths(const JsonFields &fields, const char *name);
    std::optional<PanelConfig> readPanel(const JsonFields &fields);
    std::optional<SideConfig> readSide(const JsonFields &fields);
    void readEndpoints(const JsonFields &fields, SideConfig &side);
    void readOptions(const JsonFields &fields, SideConfig &side);
    void readOption(const JsonFields &options, const std::string &name, SideConfig &side);
    FrameDraft readFrame(const JsonFields &fields);
    SendDraft readSend(const JsonFields &fields);
    SequenceConfig readSequence(const JsonFields &fields);
    StoreLimits readHistory(const JsonFields &fields);
    QList<LogColumnConfig> readColumns(const JsonFields &panel);
    QList<ReadingRule> readRules(const JsonFields &panel);
    void reportUnknownFormat(const JsonFields &rule, const QString &codec);

    const PositionedJson &m_document;
    const Folder &m_folder;
    JsonProblems m_problems;
};

LoadedProfile ProfileReader::read()
{
    LoadedProfile loaded;
    Profile &profile = loaded.profile;
    const JsonFields root(m_document.root(), {}, m_problems);
    readVersion(root, loaded);
    profile.description = root.text(key::description);
    const std::optional<JsonFields> schemas = root.object(key::protobuf);
    if (schemas)
        profile.schemas = readSchemas(*schemas);
    profile.windowLayout = QByteArray::fromBase64(root.text(key::windowLayout).toUtf8());
    if (const std::optional<JsonFields> topology = root.object(key::topology))
        profile.topology = QByteArray::fromStdString(topology->json().dump());

    Json foreign = Json::array();
    if (!root.has(key::panels))
        m_problems.add(QString::fromUtf8(key::panels), tr("There are no panels in this file."));
    for (const JsonFields &fields : root.objects(key::panels)) {
        if (std::optional<PanelConfig> panel = readPanel(fields))
            profile.panels.append(*std::move(panel));
        else
            foreign.push_back(JsonProblems::withoutSecrets(fields.json()));
    }
    const auto known = {key::schemaVersion, key::description, key::protobuf, key::panels, key::windowLayout, key::topology};
    root.reportUnknown(known);

    Json unknown = Json::object();
    for (const auto &[name, value] : root.json().items()) {
        if (std::find(known.begin(), known.end(), name) == known.end())
            unknown[name] = value;
    }
    if (std::optional<Json> rest = schemas ? residue(schemas->json(), schemasJson(profile.schemas, m_folder)) : std::nullopt)
        unknown[key::protobuf] = *std::move(rest);
    if (!foreign.empty())
        unknown[key::panels] = std::move(foreign);
    profile.unknownKeys = JsonProblems::kept(unknown);

    if (const auto &error = m_document.error()) {
        m_problems.addAt(error->line, error->key,
                         error->tooDeep
                             ? tr("Nested deeper than %1 levels; nothing from here on was read.").arg(PositionedJson::maxDepth)
                             : tr("Not valid JSON at column %1; nothing from here on was read.").arg(error->column));
    }
    loaded.problems = m_problems.sorted();
    return loaded;
}

void ProfileReader::readVersion(const JsonFields &root, LoadedProfile &loaded)
{
    const QString name = QString::fromUtf8(key::schemaVersion);
    if (!root.has(key::schemaVersion)) {
        m_problems.add(name, tr("Missing; the file was read as version %1.").arg(Profile::schemaVersion));
        return;
    }
    const qint64 version = root.number(key::schemaVersion, Profile::schemaVersion, 1, anyNumber);
    if (version > Profile::schemaVersion) {
        loaded.newer = true;
        m_problems.add(name, tr("Written by a newer ZmqScope (version %1 of the format, this one knows %2); "
                                "what is known was opened.").arg(version).arg(Profile::schemaVersion));
    }
}

QStringList ProfileReader::readPaths(const JsonFields &fields, const char *name)
{
    QStringList paths;
    const auto list = fields.list(name);
    if (!list)
        return paths;
    for (std::size_t i = 0; i < list->json().size(); ++i) {
        const Json &path = list->json()[i];
        if (path.is_string())
            paths.append(m_folder.resolved(QString::fromStdString(path.get_ref<const std::string &>())));
        else
            m_problems.add(QString(fields.pathOf(name) % u'[' % QString::number(i) % u']'), tr("This should be a path in quotes; it was left out."));
    }
    return paths;
}

ProtobufSchemas::Source ProfileReader::readSchemas(const JsonFields &fields)
{
    fields.reportUnknown({key::files, key::includeDirectories});
    return {readPaths(fields, key::files), readPaths(fields, key::includeDirectories)};
}

std::optional<PanelConfig> ProfileReader::readPanel(const JsonFields &fields)
{
    PanelConfig panel;
    std::optional<SideConfig> side = readSide(fields);
    if (!side)
        return {};
    panel.side = *std::move(side);
    if (const auto secondFields = fields.object(key::second)) {
        std::optional<SideConfig> second = readSide(*secondFields);
        if (!second)
            return {};
        const BridgePanel::Ways ways = BridgePanel::ways(panel.side.type, second->type);
        if (!ways.forward && !ways.backward) {
            m_problems.add(secondFields->pathOf(key::type),
                           tr("%1 and %2 make no bridge; the panel was left out.")
                               .arg(socketTypeName(panel.side.type), socketTypeName(second->type)));
            return {};
        }
        panel.second = *std::move(second);
        secondFields->reportUnknown({key::type, key::endpoints, key::options, key::subscriptions});
    }
    panel.name = fields.text(key::name);
    panel.openAtStart = fields.flag(key::openAtStart, true);
    if (const auto history = fields.object(key::history))
        panel.history = readHistory(*history);
    if (const auto send = fields.object(key::send))
        panel.draft = readSend(*send);
    if (const auto reply = fields.object(key::autoReply))
        panel.autoReply = readFrame(*reply);
    if (const auto sequence = fields.object(key::sequence))
        panel.sequence = readSequence(*sequence);
    panel.readingRules = readRules(fields);
    panel.protocol = fields.text(key::protocol);
    panel.holdsUntilSubscribed = fields.flag(key::holdUntilSubscribed, false);
    panel.columns = readColumns(fields);
    fields.reportUnknown({key::name, key::type, key::endpoints, key::options, key::subscriptions,
                          key::second, key::openAtStart, key::history, key::send, key::autoReply,
                          key::sequence, key::readingRules, key::protocol, key::holdUntilSubscribed, key::columns});

    if (const std::optional<Json> rest = residue(JsonProblems::withoutSecrets(fields.json()), panelJson(panel, m_folder)))
        panel.unknownKeys = JsonProblems::kept(*rest);
    if (panel.name.isEmpty())
        panel.name = suggestedPanelName(panel);
    return panel;
}

std::optional<SideConfig> ProfileReader::readSide(const JsonFields &fields)
{
    const QString name = fields.text(key::type);
    const std::optional<SocketType> type = socketTypeFromName(name);
    if (!type) {
        m_problems.add(fields.pathOf(key::type),
                       name.isEmpty() ? tr("The socket type is missing; the panel was left out.")
                                      : tr("“%1” is no socket type; the panel was left out.").arg(name));
        return {};
    }
    SideConfig side;
    side.type = *type;
    readEndpoints(fields, side);
    readOptions(fields, side);
    if (const std::optional<JsonFields> subscriptions = fields.list(key::subscriptions)) {
        for (std::size_t i = 0; i < subscriptions->json().size(); ++i) {
            if (std::optional<QByteArray> prefix = subscriptions->bytesAt(i))
                side.subscriptions.append(*std::move(prefix));
        }
    }
    return side;
}

void ProfileReader::readEndpoints(const JsonFields &fields, SideConfig &side)
{
    for (const JsonFields &item : fields.objects(key::endpoints)) {
        Endpoint endpoint;
        endpoint.address = m_folder.resolvedAddress(item.text(key::address));
        const QString role = item.text(key::role);
        if (role == QLatin1StringView(key::bind)) {
            endpoint.role = EndpointRole::Bind;
        } else if (role == QLatin1StringView(key::connect)) {
            endpoint.role = EndpointRole::Connect;
        } else {
            m_problems.add(item.pathOf(key::role),
                           tr("Neither “bind” nor “connect”; the endpoint was left out."));
            continue;
        }
        item.reportUnknown({key::role, key::address});
        if (endpoint.address.isEmpty())
            m_problems.add(item.pathOf(key::address), tr("The address is missing; the endpoint was left out."));
        else
            side.endpoints.append(endpoint);
    }
}

void ProfileReader::readOptions(const JsonFields &fields, SideConfig &side)
{
    const std::optional<JsonFields> options = fields.object(key::options);
    if (!options)
        return;
    for (const auto &item : options->json().items())
        readOption(*options, item.key(), side);
}

void ProfileReader::readOption(const JsonFields &options, const std::string &name, SideConfig &side)
{
    const QString optionName = QString::fromStdString(name);
    const QString path = options.pathOf(name.c_str());
    const OptionInfo *info = findOption(optionName);
    if (!info) {
        m_problems.add(path, tr("This version knows no such option; it was left as it is."));
        return;
    }
    if (info->secret) {
        m_problems.add(path, tr("Secrets are not kept in profiles; it was left out."));
        return;
    }
    const bool isNumber = info->kind != OptionKind::String && info->kind != OptionKind::Binary;
    const Json &json = options.json().at(name);
    std::optional<OptionValue> value;
    if (!isNumber) {
        if (std::optional<QByteArray> bytes = options.bytes(name.c_str()))
            value = *std::move(bytes);
        else
            return;
    } else if (json.is_boolean()) {
        value = qint64(json.get<bool>());
    } else if (json.is_number_integer()) {
        if (!json.is_number_unsigned() || json.get<quint64>() <= quint64(anyNumber))
            value = json.get<qint64>();
    } else if (json.is_string()) {
        const Result<OptionValue> parsed = parseOptionValue(*info, options.text(name.c_str()));
        if (parsed)
            value = *parsed;
    }
    if (!value) {
        m_problems.add(path, tr("Not a value of this option (%1); it was left out.").arg(info->range));
        return;
    }
    if (const Result<void> valid = validateOption(*info, *value, side.type); !valid) {
        m_problems.add(path, tr("%1 It was left out.").arg(valid.error().detail));
        return;
    }
    side.options.insert(optionName, *value);
}

FrameDraft ProfileReader::readFrame(const JsonFields &fields)
{
    FrameDraft frame;
    frame.codec = fields.text(key::codec, frame.codec);
    frame.text = fields.text(key::text);
    if (frame.codec == QStringView(fileCodec))
        frame.text = m_folder.resolved(frame.text);
    fields.reportUnknown({key::codec, key::text});
    return frame;
}

SendDraft ProfileReader::readSend(const JsonFields &fields)
{
    SendDraft draft;
    if (fields.has(key::frames))
        draft.frames.clear();
    for (const JsonFields &frame : fields.objects(key::frames))
        draft.frames.append(readFrame(frame));
    if (draft.frames.isEmpty())
        draft.frames.append(FrameDraft());
    draft.topic = fields.text(key::topic);
    draft.topicAsFrame = fields.flag(key::topicAsFrame, draft.topicAsFrame);
    if (fields.has(key::routingId))
        draft.routingId = fields.bytes(key::routingId).value_or(QByteArray());
    draft.emptyDelimiter = fields.flag(key::emptyDelimiter, draft.emptyDelimiter);
    fields.reportUnknown({key::frames, key::topic, key::topicAsFrame, key::routingId, key::emptyDelimiter});
    return draft;
}

SequenceConfig ProfileReader::readSequence(const JsonFields &fields)
{
    SequenceConfig sequence;
    sequence.text = fields.text(key::text, sequence.text);
    sequence.codec = fields.text(key::codec, sequence.codec);
    sequence.from = fields.number(key::from, sequence.from, -anyNumber, anyNumber);
    sequence.to = fields.number(key::to, sequence.to, -anyNumber, anyNumber);
    sequence.step = fields.number(key::step, sequence.step, -anyNumber, anyNumber);
    if (sequence.step == 0) {
        sequence.step = 1;
        m_problems.add(fields.pathOf(key::step), tr("A step of 0 would never end; 1 is used instead."));
    }
    sequence.intervalMs = int(fields.number(key::intervalMs, sequence.intervalMs, 0, anyInt));
    sequence.startWithPanel = fields.flag(key::startWithPanel, sequence.startWithPanel);
    fields.reportUnknown({key::text, key::codec, key::from, key::to, key::step, key::intervalMs, key::startWithPanel});
    return sequence;
}

StoreLimits ProfileReader::readHistory(const JsonFields &fields)
{
    StoreLimits limits;
    limits.bytes = fields.number(key::bytes, limits.bytes, smallestHistory, anyNumber);
    limits.messages = fields.number(key::messages, limits.messages, 0, anyNumber);
    fields.reportUnknown({key::bytes, key::messages});
    return limits;
}

QList<ReadingRule> ProfileReader::readRules(const JsonFields &panel)
{
    QList<ReadingRule> rules;
    for (const JsonFields &fields : panel.objects(key::readingRules)) {
        ReadingRule rule;
        rule.codec = fields.text(key::codec);
        // A condition that was not understood must not make the rule apply to more.
        bool isWhole = true;
        const auto number = [&](const char *name, qint64 minimum, std::optional<int> &value) {
            if (!fields.has(name))
                return;
            const Json &json = fields.json().at(name);
            const bool fits = json.is_number_integer() && json.get<qint64>() >= minimum && json.get<qint64>() <= anyInt;
            if (fits)
                value = json.get<int>();
            else
                m_problems.add(fields.pathOf(name), tr("This should be a whole number; the rule was left out."));
            isWhole = isWhole && fits;
        };
        const auto text = [&](const char *name, QString &value) {
            value = fields.text(name);
            isWhole = isWhole && (!fields.has(name) || !value.isEmpty());
        };
        number(key::frame, -anyInt, rule.frame);
        number(key::frames, 1, rule.frames);
        text(key::frameName, rule.frameName);
        text(key::protocol, rule.protocol);
        if (fields.has(key::topic)) {
            rule.topic = fields.bytes(key::topic);
            isWhole = isWhole && rule.topic;
        }
        fields.reportUnknown({key::codec, key::frame, key::frameName, key::frames, key::topic, key::protocol});
        if (rule.codec.isEmpty()) {
            m_problems.add(fields.pathOf(key::codec), tr("The format is missing; the rule was left out."));
        } else if (isWhole) {
            reportUnknownFormat(fields, rule.codec);
            rules.append(rule);
        }
    }
    return rules;
}

void ProfileReader::reportUnknownFormat(const JsonFields &rule, const QString &codec)
{
    // What a format is set up with may become known later, as a Protobuf schema; its name may not.
    const QString chain = codec.section(u':', 0, 0);
    for (const QString &id : chain.split(u'|')) {
        if (CodecRegistry::builtin().find(id))
            continue;
        m_problems.add(rule.pathOf(key::codec),
                       tr("This version knows no format “%1”; the rule was kept and is not used.").arg(id));
        return;
    }
}

QList<LogColumnConfig> ProfileReader::readColumns(const JsonFields &panel)
{
    QList<LogColumnConfig> columns;
    for (const JsonFields &fields : panel.objects(key::columns)) {
        LogColumnConfig column;
        column.key = fields.text(key::columnKey);
        column.width = int(fields.number(key::width, column.width, 0, anyInt));
        column.visible = fields.flag(key::visible, column.visible);
        fields.reportUnknown({key::columnKey, key::width, key::visible});
        if (column.key.isEmpty())
            m_problems.add(fields.pathOf(key::columnKey), tr("The column's key is missing; it was left out."));
        else
            columns.append(column);
    }
    return columns;
}

} // namespace

Result<LoadedProfile> read(const QByteArray &json, const QString &sourceName, const Folder &folder)
{
    const PositionedJson document = PositionedJson::parse(json);
    if (!document.root().is_object()) {
        const QString where = document.error()
            ? ProfileReader::tr("Line %1: this is not JSON.").arg(document.error()->line)
            : ProfileReader::tr("The JSON in it is no object.");
        return Error{ErrorCode::Malformed, ProfileReader::tr("Open %1").arg(sourceName), where,
                     ProfileReader::tr("Choose a .zmqscope file.")};
    }
    return ProfileReader(document, folder).read();
}

} // namespace zmqscope::profile_json
