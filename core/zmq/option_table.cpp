// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/zmq/option_table.h"

#include <QCoreApplication>
#include <QFile>
#include <QStringList>
#include <algorithm>
#include <limits>
#include <zmq.h>

using namespace Qt::StringLiterals;

/// The resource is in a static library: without this call the linker leaves it out.
static void initResource()
{
    Q_INIT_RESOURCE(core);
}

namespace zmqscope {

namespace {

/// The columns of the table, in their order.
enum Column {
    Name,
    Number,
    Kind,
    Access,
    Default,
    Unit,
    Minimum,
    Maximum,
    Note,
    Types,
    Effect,
    Secret,
    Unavailable,
    Help,
    ColumnCount
};

QString translated(const QString &text)
{
    return text.isEmpty() ? text : QCoreApplication::translate("SocketOptions", text.toUtf8().constData());
}

OptionKind kindFrom(const QString &word)
{
    if (word == "int64"_L1)
        return OptionKind::Int64;
    if (word == "uint64"_L1)
        return OptionKind::UInt64;
    if (word == "bool"_L1)
        return OptionKind::Bool;
    if (word == "string"_L1)
        return OptionKind::String;
    if (word == "binary"_L1)
        return OptionKind::Binary;
    Q_ASSERT(word == "int"_L1);
    return OptionKind::Int;
}

OptionEffect effectFrom(const QString &word)
{
    if (word == "immediate"_L1)
        return OptionEffect::Immediate;
    if (word == "next"_L1)
        return OptionEffect::NextBindOrConnect;
    if (word == "bind"_L1)
        return OptionEffect::BeforeBind;
    if (word == "connect"_L1)
        return OptionEffect::BeforeConnect;
    Q_ASSERT(word == "read"_L1);
    return OptionEffect::ReadOnly;
}

/// "all", "all-STREAM", "none" or names with commas.
QList<SocketType> typesFrom(const QString &text)
{
    QList<SocketType> types;
    if (text == "none"_L1)
        return types;
    const bool all = text.startsWith("all"_L1);
    const QStringList names = text.split(u',');
    for (const SocketTraits &row : allSocketTypes()) {
        const QString name = QString::fromLatin1(row.name);
        if (all ? !text.endsWith(u'-' + name) : names.contains(name))
            types.append(row.type);
    }
    return types;
}

/// "needs:draft" depends on how libzmq was built; anything else is a reason as it stands.
QString reasonFrom(const QString &text)
{
    constexpr auto needs = "needs:"_L1;
    if (!text.startsWith(needs))
        return translated(text);
    const QString capability = text.mid(needs.size());
    if (zmq_has(capability.toLatin1().constData()) == 1)
        return {};
    if (capability == "draft"_L1)
        return QCoreApplication::translate(
            "SocketOptions", "This libzmq was built without its draft options.");
    return QCoreApplication::translate("SocketOptions", "This libzmq was built without %1.").arg(capability);
}

QString rangeText(const OptionInfo &option, const QString &note)
{
    QString range;
    switch (option.kind) {
    case OptionKind::Bool:
        range = QCoreApplication::translate("SocketOptions", "on or off");
        break;
    case OptionKind::String:
    case OptionKind::Binary:
        if (option.canSet) {
            range = QCoreApplication::translate("SocketOptions", "%1 to %2 bytes")
                        .arg(option.minimum)
                        .arg(option.maximum);
        }
        break;
    default:
        if (option.maximum == std::numeric_limits<int>::max()
            || option.maximum == std::numeric_limits<qint64>::max())
            range = QCoreApplication::translate("SocketOptions", "from %1").arg(option.minimum);
        else
            range = QCoreApplication::translate("SocketOptions", "%1 to %2")
                        .arg(option.minimum)
                        .arg(option.maximum);
    }
    if (note.isEmpty())
        return range;
    return range.isEmpty() ? note : QString(range + " ("_L1 + note + u')');
}

OptionInfo rowFrom(const QStringList &cells)
{
    OptionInfo option;
    option.name = cells.at(Name);
    option.number = cells.at(Number).toInt();
    option.kind = kindFrom(cells.at(Kind));
    option.canGet = cells.at(Access).contains(u'r');
    option.canSet = cells.at(Access).contains(u'w');
    option.defaultText = cells.at(Default);
    option.unit = translated(cells.at(Unit));
    option.minimum = cells.at(Minimum).toLongLong();
    option.maximum = cells.at(Maximum).toLongLong();
    option.range = rangeText(option, translated(cells.at(Note)));
    option.types = typesFrom(cells.at(Types));
    option.effect = effectFrom(cells.at(Effect));
    option.secret = !cells.at(Secret).isEmpty();
    option.unavailable = reasonFrom(cells.at(Unavailable));
    option.help = translated(cells.at(Help));
    return option;
}

QList<OptionInfo> readTable()
{
    initResource();
    QFile file(u":/options/socket_options.tsv"_s);
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(opened, "socketOptions", "the table is compiled in");
    Q_UNUSED(opened);
    QList<OptionInfo> options;
    const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : lines.mid(1)) {
        const QStringList cells = line.split(u'\t');
        Q_ASSERT(cells.size() == ColumnCount);
        options.append(rowFrom(cells));
    }
    std::sort(options.begin(), options.end(),
        [](const OptionInfo &a, const OptionInfo &b) { return a.name < b.name; });
    return options;
}

} // namespace

const QList<OptionInfo> &socketOptions()
{
    static const QList<OptionInfo> options = readTable();
    return options;
}

const OptionInfo *findOption(QStringView name)
{
    const QList<OptionInfo> &options = socketOptions();
    const auto found = std::lower_bound(options.begin(), options.end(), name,
        [](const OptionInfo &option, QStringView key) { return option.name < key; });
    return found != options.end() && found->name == name ? &*found : nullptr;
}

} // namespace zmqscope
