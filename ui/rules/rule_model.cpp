// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/rule_model.h"

#include "core/panel/message_reader.h"
#include "ui/theme/theme.h"

using namespace Qt::StringLiterals;

namespace zmqscope {

RuleModel::RuleModel(const MessageReader &reader, QObject *parent) : QAbstractTableModel(parent), m_reader(reader)
{
    connect(&reader, &MessageReader::readingsChanged, this, [this] {
        beginResetModel();
        endResetModel();
    });
}

int RuleModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_reader.rules().entries().size());
}

int RuleModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RuleModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ReadingRules::Entry &entry = m_reader.rules().entries()[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == Format ? formatText(entry.rule.codec) : ruleText(entry.rule, m_reader);
    case Qt::ToolTipRole:
        // Entities keep a topic from being taken for rich text.
        return (entry.codec ? ruleText(entry.rule, m_reader)
                            : tr("Not used: %1").arg(entry.error.detail)).toHtmlEscaped();
    case Qt::ForegroundRole:
        return entry.codec ? QVariant() : QVariant(theme::color(theme::Role::Bad));
    default:
        return {};
    }
}

QVariant RuleModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    return section == Format ? tr("Read as") : tr("Where");
}

QString ruleText(const ReadingRule &rule, const MessageReader &reader)
{
    ReadingRule named = rule;
    if (const ProtocolPtr protocol = reader.registry().find(rule.protocol))
        named.protocol = protocol->name;
    return named.text();
}

QString formatText(const QString &codecId)
{
    const Result<CodecPtr> codec = CodecRegistry::builtin().resolve(codecId);
    if (!codec)
        return codecId;
    const QString parameter = codecId.section(u':', 1);
    const QString name = (*codec)->name();
    return parameter.isEmpty() || name.contains(parameter) ? name : QString(name + u' ' + parameter);
}

} // namespace zmqscope
