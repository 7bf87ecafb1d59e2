// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/protocol_reader.h"

#include "core/base/positioned_json.h"
#include "core/protocol/text_piece.h"

#include <QCoreApplication>
#include <algorithm>
#include <initializer_list>
#include <tuple>
#include <vector>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

using Json = nlohmann::ordered_json;

constexpr int schemaVersion = 1;

/// Takes a document apart. Each wrong value becomes a problem; what is returned for it is of no
/// importance, for the protocol is not used then.
class ProtocolReader
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::Protocol)

public:
    ProtocolReader(const PositionedJson &document, const QString &file) : m_document(document), m_file(file) {}

    ReadProtocol read();

private:
    /// A value of the document, and where it stands.
    struct Field
    {
        const Json &json;
        QString path;

        Field at(const char *key) const
        {
            return {json.at(key), path.isEmpty() ? QString::fromUtf8(key) : QString(path + u'.' + QString::fromUtf8(key))};
        }
        Field at(std::size_t i) const { return {json.at(i), QString(path + u'[' + QString::number(i) + u']')}; }
    };

    void problem(const QString &path, const QString &text)
    {
        m_problems.append({m_file, m_document.lineOf(path), path, text});
    }
    /// False, with a problem, when @p field is no object or has other keys than @p known.
    bool isObject(const Field &field, std::initializer_list<const char *> known);
    std::vector<Field> items(const Field &parent, const char *key);
    QString text(const Field &parent, const char *key, bool required = false);
    QStringList texts(const Field &parent, const char *key);
    bool flag(const Field &parent, const char *key, bool fallback);
    /// The place of the text in @p words; 0 when it is not there or none of them.
    int word(const Field &parent, const char *key, const QStringList &words);
    std::optional<QByteArray> hex(const Field &parent, const char *key);
    /// A number, or a list of two.
    std::optional<std::pair<qint64, qint64>> range(const Field &field);
    QList<SocketType> sockets(const Field &parent);

    void readMessage(const Field &field, Protocol &protocol);
    FramePattern readFrame(const Field &field);
    void readRepeat(const Field &field, FramePattern &frame);
    ByteTest readTest(const Field &field, bool isChoice);
    void readCheck(const Field &field, Protocol &protocol);
    void readHmac(const Field &field, Protocol &protocol);
    void readSequence(const Field &field, Protocol &protocol);
    /// A check that names a frame which no message has would never do anything.
    void requireFrame(const Protocol &protocol, const QString &name, const QString &path);
    /// A format that names a frame which its message does not have would never be complete.
    void checkFormats(const MessagePattern &message, const Field &field);

    const PositionedJson &m_document;
    QString m_file;
    QList<ProtocolProblem> m_problems;
};

bool ProtocolReader::isObject(const Field &field, std::initializer_list<const char *> known)
{
    if (!field.json.is_object()) {
        problem(field.path, tr("This should be an object in { }."));
        return false;
    }
    for (const auto &item : field.json.items()) {
        if (std::ranges::find_if(known, [&](const char *name) { return item.key() == name; }) == known.end())
            problem(field.at(item.key().c_str()).path, tr("Not known to this version."));
    }
    return true;
}

std::vector<ProtocolReader::Field> ProtocolReader::items(const Field &parent, const char *key)
{
    std::vector<Field> found;
    if (!parent.json.contains(key))
        return found;
    const Field list = parent.at(key);
    if (!list.json.is_array()) {
        problem(list.path, tr("This should be a list in [ ]."));
        return found;
    }
    for (std::size_t i = 0; i < list.json.size(); ++i)
        found.push_back(list.at(i));
    return found;
}

QString ProtocolReader::text(const Field &parent, const char *key, bool required)
{
    if (!parent.json.contains(key)) {
        if (required)
            problem(parent.path, tr("“%1” is missing.").arg(QString::fromUtf8(key)));
        return {};
    }
    const Field field = parent.at(key);
    if (!field.json.is_string())
        problem(field.path, tr("This should be text in quotes."));
    else if (required && field.json.get_ref<const std::string &>().empty())
        problem(field.path, tr("This should not be empty."));
    else
        return QString::fromStdString(field.json.get_ref<const std::string &>());
    return {};
}

QStringList ProtocolReader::texts(const Field &parent, const char *key)
{
    QStringList found;
    for (const Field &item : items(parent, key)) {
        if (item.json.is_string())
            found.append(QString::fromStdString(item.json.get_ref<const std::string &>()));
        else
            problem(item.path, tr("This should be text in quotes."));
    }
    return found;
}

bool ProtocolReader::flag(const Field &parent, const char *key, bool fallback)
{
    if (!parent.json.contains(key))
        return fallback;
    const Field field = parent.at(key);
    if (field.json.is_boolean())
        return field.json.get<bool>();
    problem(field.path, tr("This should be true or false."));
    return fallback;
}

int ProtocolReader::word(const Field &parent, const char *key, const QStringList &words)
{
    if (!parent.json.contains(key))
        return 0;
    const qsizetype at = words.indexOf(text(parent, key));
    if (at < 0)
        problem(parent.at(key).path, tr("This should be one of: %1.").arg(words.join(u", "_s)));
    return int(std::max<qsizetype>(at, 0));
}

std::optional<QByteArray> ProtocolReader::hex(const Field &parent, const char *key)
{
    if (!parent.json.contains(key))
        return {};
    const QByteArray digits = text(parent, key).toLatin1();
    const QByteArray bytes = QByteArray::fromHex(digits);
    QByteArray plain = digits.toLower();
    plain.replace(" ", "");
    if (bytes.toHex() != plain) // fromHex() passes over what is no digit
        problem(parent.at(key).path, tr("This should be bytes in hex: \"00 ff\"."));
    return bytes;
}

std::optional<std::pair<qint64, qint64>> ProtocolReader::range(const Field &field)
{
    const auto isCount = [](const Json &json) {
        return json.is_number_integer() && json.get<qint64>() >= 0 && json.get<qint64>() <= std::numeric_limits<int>::max();
    };
    const Json &json = field.json;
    if (isCount(json))
        return std::pair(json.get<qint64>(), json.get<qint64>());
    if (json.is_array() && json.size() == 2 && isCount(json[0]) && isCount(json[1]) && json[0] <= json[1])
        return std::pair(json[0].get<qint64>(), json[1].get<qint64>());
    return {};
}

QList<SocketType> ProtocolReader::sockets(const Field &parent)
{
    QList<SocketType> types;
    for (const Field &item : items(parent, "sockets")) {
        const QString name = item.json.is_string() ? QString::fromStdString(item.json.get<std::string>()) : QString();
        if (const std::optional<SocketType> type = socketTypeFromName(name))
            types.append(*type);
        else
            problem(item.path, tr("This should be a socket type as \"ROUTER\"."));
    }
    return types;
}

ReadProtocol ProtocolReader::read()
{
    const Field root{m_document.root(), {}};
    Protocol protocol;
    protocol.file = m_file;
    if (const auto &error = m_document.error()) {
        m_problems.append({m_file, error->line, error->key, tr("Not valid JSON at column %1.").arg(error->column)});
        return {nullptr, m_problems};
    }
    if (!isObject(root, {"schemaVersion", "id", "name", "about", "layer", "sockets", "detect", "routing", "messages",
                         "frames", "checks"}))
        return {nullptr, m_problems};
    if (root.json.contains("schemaVersion") && root.json["schemaVersion"] != schemaVersion)
        problem(u"schemaVersion"_s, tr("Only version %1 of the form is known here.").arg(schemaVersion));
    protocol.id = text(root, "id", true);
    if (protocol.id == "none"_L1 || protocol.id == "auto"_L1)
        problem(u"id"_s, tr("“%1” has a meaning of its own; choose another.").arg(protocol.id));
    protocol.name = text(root, "name", true);
    protocol.about = text(root, "about");
    protocol.layer = word(root, "layer", {u"message"_s, u"envelope"_s}) == 1 ? Protocol::Layer::Envelope
                                                                            : Protocol::Layer::Message;
    protocol.sockets = sockets(root);
    protocol.detect = flag(root, "detect", true);
    protocol.behindRouting = word(root, "routing", {u"skip"_s, u"keep"_s}) == 0;
    if (root.json.contains("frames"))
        readMessage({Json{{"frames", root.json["frames"]}}, {}}, protocol);
    for (const Field &message : items(root, "messages"))
        readMessage(message, protocol);
    if (protocol.messages.isEmpty())
        problem({}, tr("There are neither “messages” nor “frames”."));
    for (const Field &check : items(root, "checks"))
        readCheck(check, protocol);

    std::ranges::stable_sort(m_problems, {}, &ProtocolProblem::line);
    return {m_problems.isEmpty() ? std::make_shared<const Protocol>(std::move(protocol)) : nullptr, m_problems};
}

void ProtocolReader::readMessage(const Field &field, Protocol &protocol)
{
    if (!isObject(field, {"name", "sockets", "way", "subscription", "frames"}))
        return;
    MessagePattern message;
    message.name = text(field, "name");
    message.sockets = sockets(field);
    message.way = MessagePattern::Way(word(field, "way", {u"any"_s, u"received"_s, u"sent"_s}));
    message.subscription = flag(field, "subscription", false);
    for (const Field &frame : items(field, "frames"))
        message.frames.append(readFrame(frame));
    if (message.frames.isEmpty())
        problem(field.path, tr("A message needs “frames”."));
    else if (message.frames.size() > maxFramePatterns)
        problem(field.at("frames").path, tr("More than %1 frames; use “repeat”.").arg(maxFramePatterns));
    checkFormats(message, field);
    protocol.messages.append(message);
}

void ProtocolReader::checkFormats(const MessagePattern &message, const Field &field)
{
    for (qsizetype i = 0; i < message.frames.size(); ++i) {
        for (const TextPiece &piece : piecesOf(message.frames[i].read)) {
            const bool found = std::ranges::any_of(message.frames, [&](const FramePattern &frame) {
                return !frame.name.isEmpty() && frame.name == piece.text;
            });
            if (piece.isPlaceholder && !found)
                problem(field.at("frames").at(std::size_t(i)).at("read").path, tr("No frame is named “%1”.").arg(piece.text));
        }
    }
}

FramePattern ProtocolReader::readFrame(const Field &field)
{
    FramePattern frame;
    if (!isObject(field, {"name", "role", "match", "repeat", "read", "note", "main"}))
        return frame;
    const QString role = text(field, "role");
    if (const std::optional<FrameRole> known = frameRoleFromName(role))
        frame.role = *known;
    else if (field.json.contains("role"))
        problem(field.at("role").path, tr("This should be “body”, “routing id”, “delimiter” or “topic”."));
    frame.name = text(field, "name", !field.json.contains("role"));
    frame.read = text(field, "read");
    frame.note = text(field, "note");
    frame.main = flag(field, "main", false);
    if (field.json.contains("match"))
        frame.test = readTest(field.at("match"), false);
    if (field.json.contains("repeat"))
        readRepeat(field.at("repeat"), frame);
    return frame;
}

void ProtocolReader::readRepeat(const Field &field, FramePattern &frame)
{
    if (field.json.is_string()) {
        const std::string &word = field.json.get_ref<const std::string &>();
        frame.least = word == "one" || word == "some" ? 1 : 0;
        frame.most = word == "some" || word == "any" ? FramePattern::unlimited : 1;
        if (word == "one" || word == "optional" || word == "some" || word == "any")
            return;
    } else if (const auto counts = range(field)) {
        frame.least = int(counts->first);
        frame.most = int(counts->second);
        return;
    }
    problem(field.path, tr("This should be “one”, “optional”, “some”, “any”, a number, or [least, most]."));
}

ByteTest ProtocolReader::readTest(const Field &field, bool isChoice)
{
    ByteTest test;
    if (field.json.is_string()) {
        const std::string &word = field.json.get_ref<const std::string &>();
        if (word == "empty")
            test.maxSize = 0;
        else if (word != "any")
            problem(field.path, tr("This should be “any”, “empty” or an object as {\"text\": \"…\"}."));
        return test;
    }
    const bool known = isChoice
        ? isObject(field, {"text", "hex", "startsWith", "startsWithHex", "size", "regex", "jsonKeys", "note", "bad"})
        : isObject(field, {"text", "hex", "startsWith", "startsWithHex", "size", "regex", "jsonKeys", "choice"});
    if (!known)
        return test;
    test.equals = hex(field, "hex");
    if (field.json.contains("text"))
        test.equals = text(field, "text").toUtf8();
    test.prefix = hex(field, "startsWithHex").value_or(text(field, "startsWith").toUtf8());
    if (field.json.contains("size")) {
        if (const auto sizes = range(field.at("size")))
            std::tie(test.minSize, test.maxSize) = *sizes;
        else
            problem(field.at("size").path, tr("This should be a number of bytes, or [least, most]."));
    }
    if (const QString pattern = text(field, "regex"); !pattern.isEmpty()) {
        test.pattern.emplace(QRegularExpression::anchoredPattern(pattern));
        if (!test.pattern->isValid())
            problem(field.at("regex").path, tr("No regular expression: %1.").arg(test.pattern->errorString()));
        test.pattern->optimize();
    }
    for (const QString &key : texts(field, "jsonKeys"))
        test.jsonKeys.append(key.toUtf8());
    for (const Field &item : items(field, "choice"))
        test.choices.push_back({readTest(item, true), text(item, "note"), flag(item, "bad", false)});
    return test;
}

void ProtocolReader::readCheck(const Field &field, Protocol &protocol)
{
    if (!isObject(field, {"hmac", "sequence"}))
        return;
    if (field.json.contains("hmac"))
        readHmac(field.at("hmac"), protocol);
    if (field.json.contains("sequence"))
        readSequence(field.at("sequence"), protocol);
    if (field.json.empty())
        problem(field.path, tr("This should be {\"hmac\": …} or {\"sequence\": …}."));
}

void ProtocolReader::readHmac(const Field &field, Protocol &protocol)
{
    if (!isObject(field, {"signature", "over", "algorithm", "format"}))
        return;
    using Hash = QCryptographicHash;
    static constexpr Hash::Algorithm algorithms[] = {Hash::Sha256, Hash::Sha512, Hash::Sha1, Hash::Md5};
    HmacCheck check;
    check.signature = text(field, "signature", true);
    check.over = texts(field, "over");
    check.algorithm = algorithms[word(field, "algorithm", {u"sha256"_s, u"sha512"_s, u"sha1"_s, u"md5"_s})];
    check.hex = word(field, "format", {u"hex"_s, u"raw"_s}) == 0;
    if (check.over.isEmpty())
        problem(field.path, tr("“over” should list the frames that are signed."));
    requireFrame(protocol, check.signature, field.path);
    for (const QString &name : std::as_const(check.over))
        requireFrame(protocol, name, field.path);
    protocol.hmacs.append(check);
}

void ProtocolReader::readSequence(const Field &field, Protocol &protocol)
{
    if (!isObject(field, {"frame", "format", "per"}))
        return;
    static constexpr int sizes[] = {0, 1, 2, 4, 8, 2, 4, 8};
    SequenceCheck check;
    check.frame = text(field, "frame", true);
    check.per = text(field, "per");
    const int format = word(field, "format", {u"text"_s, u"u8"_s, u"u16le"_s, u"u32le"_s, u"u64le"_s,
                                              u"u16be"_s, u"u32be"_s, u"u64be"_s});
    check.bytes = sizes[format];
    check.littleEndian = format <= 4;
    requireFrame(protocol, check.frame, field.path);
    if (!check.per.isEmpty())
        requireFrame(protocol, check.per, field.path);
    protocol.sequences.append(check);
}

void ProtocolReader::requireFrame(const Protocol &protocol, const QString &name, const QString &path)
{
    const bool found = std::ranges::any_of(protocol.messages, [&](const MessagePattern &message) {
        return std::ranges::any_of(message.frames, [&](const FramePattern &frame) { return frame.name == name; });
    });
    if (!found && !name.isEmpty())
        problem(path, tr("No frame is named “%1”.").arg(name));
}

} // namespace

QString ProtocolProblem::where() const
{
    QString place = file;
    if (line > 0)
        place += u", " + QCoreApplication::translate("zmqscope::Protocol", "line %1").arg(line);
    if (!key.isEmpty())
        place += u", " + key;
    return place + u": " + text;
}

ReadProtocol readProtocol(const QByteArray &json, const QString &file)
{
    if (json.size() > maxProtocolBytes) {
        return {nullptr, {{file, 0, {}, QCoreApplication::translate("zmqscope::Protocol", "Larger than %1 bytes; no protocol is.")
                                            .arg(maxProtocolBytes)}}};
    }
    return ProtocolReader(PositionedJson::parse(json), file).read();
}

} // namespace zmqscope
