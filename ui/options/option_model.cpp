// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/options/option_model.h"

#include "core/panel/channel.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QFont>

using namespace Qt::StringLiterals;

namespace zmqscope {

OptionModel::OptionModel(Channel &channel, QObject *parent)
    : QAbstractTableModel(parent)
    , m_channel(&channel)
{
    const auto refresh = [this] { emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1)); };
    connect(&channel, &Channel::configChanged, this, refresh);
    connect(&channel, &Channel::stateChanged, this, refresh);
}

const OptionInfo &OptionModel::option(const QModelIndex &index) const
{
    return socketOptions().at(index.row());
}

bool OptionModel::isChanged(const OptionInfo &option) const
{
    return m_channel && m_channel->config().options.contains(option.name);
}

bool OptionModel::isEditable(const OptionInfo &option) const
{
    return m_channel && option.canSet && option.unavailable.isEmpty() && option.appliesTo(m_channel->type());
}

QString OptionModel::valueText(const OptionInfo &option) const
{
    // What cannot be used is not asked for either: reading ZMQ_EVENTS has a side effect.
    if (!m_channel || !option.unavailable.isEmpty() || !option.appliesTo(m_channel->type()))
        return {};
    const Result<OptionValue> value = m_channel->optionValue(option.name);
    return value ? optionValueText(option, *value) : QString();
}

QString OptionModel::defaultText(const OptionInfo &option) const
{
    const std::optional<OptionValue> ours =
        m_channel ? zmqscopeDefault(option, m_channel->type()) : std::nullopt;
    if (!ours)
        return option.defaultText;
    return tr("%1 (libzmq %2)").arg(optionValueText(option, *ours), option.defaultText);
}

Result<void> OptionModel::check(const OptionInfo &option, const QString &text) const
{
    const Result<OptionValue> value = parseOptionValue(option, text);
    if (!value)
        return value.error();
    return m_channel ? validateOption(option, *value, m_channel->type()) : Result<void>();
}

void OptionModel::reset(const QModelIndex &index)
{
    if (m_channel)
        take(m_channel->resetOption(option(index).name));
}

void OptionModel::take(const Result<void> &outcome)
{
    if (outcome)
        emit accepted();
    else
        emit refused(outcome.error());
}

int OptionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(socketOptions().size());
}

int OptionModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columnCountValue;
}

QVariant OptionModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || !m_channel)
        return {};
    const OptionInfo &info = option(index);
    const auto column = Column(index.column());
    switch (role) {
    case AppliesRole:
        return info.appliesTo(m_channel->type());
    case ChangedRole:
        return isChanged(info);
    case SearchRole:
        return QString(info.name + u' ' + info.help);
    case GroupRole:
        return isEditable(info) ? 0 : info.unavailable.isEmpty() && info.appliesTo(m_channel->type()) ? 1 : 2;
    case Qt::ToolTipRole:
        return info.unavailable.isEmpty() ? info.help : info.unavailable;
    case Qt::CheckStateRole:
        if (column == Column::Value && info.kind == OptionKind::Bool && isEditable(info))
            return valueText(info) == optionValueText(info, qint64(1)) ? Qt::Checked : Qt::Unchecked;
        return {};
    case Qt::EditRole:
    case Qt::DisplayRole:
        break;
    default:
        return decoration(info, column, role);
    }
    switch (column) {
    case Column::Name:
        return info.name;
    case Column::Value:
        return valueText(info);
    case Column::Unit:
        return info.unit;
    case Column::Default:
        return defaultText(info);
    case Column::Effect:
        return info.unavailable.isEmpty() ? optionEffectText(info.effect) : tr("not available");
    }
    return {};
}

QVariant OptionModel::decoration(const OptionInfo &option, Column column, int role) const
{
    if (role == Qt::ForegroundRole) {
        if (!isEditable(option))
            return theme::color(theme::Role::TextFaint);
        const bool aside = column == Column::Unit || column == Column::Default || column == Column::Effect;
        return theme::color(aside ? theme::Role::TextMuted : theme::Role::Text);
    }
    if (role == Qt::FontRole && isChanged(option) && (column == Column::Name || column == Column::Value)) {
        QFont bold;
        bold.setBold(true);
        return bold;
    }
    return {};
}

bool OptionModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || Column(index.column()) != Column::Value
        || !m_channel)
        return false;
    const OptionInfo &info = option(index);
    if (!isEditable(info))
        return false;
    Result<OptionValue> wanted = role == Qt::CheckStateRole
        ? Result<OptionValue>(OptionValue(qint64(value.toInt() == Qt::Checked ? 1 : 0)))
        : parseOptionValue(info, value.toString());
    if (role != Qt::CheckStateRole && role != Qt::EditRole)
        return false;
    if (!wanted) {
        emit refused(wanted.error());
        return false;
    }
    // Leaving an editor without having changed anything changes nothing.
    if (role == Qt::EditRole && optionValueText(info, *wanted) == valueText(info))
        return true;
    const Result<void> outcome = m_channel->setOption(info.name, *wanted);
    take(outcome);
    return outcome.ok();
}

QVariant OptionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Column::Name:
        return tr("Option");
    case Column::Value:
        return tr("Value");
    case Column::Unit:
        return tr("Unit");
    case Column::Default:
        return tr("Default");
    case Column::Effect:
        return tr("Takes effect");
    }
    return {};
}

Qt::ItemFlags OptionModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (!index.isValid() || Column(index.column()) != Column::Value || !isEditable(option(index)))
        return flags;
    return flags | (option(index).kind == OptionKind::Bool ? Qt::ItemIsUserCheckable : Qt::ItemIsEditable);
}

QString optionEffectText(OptionEffect effect)
{
    const auto translated = [](const char *text) {
        return QCoreApplication::translate("OptionEffect", text);
    };
    switch (effect) {
    case OptionEffect::Immediate:
        return translated(QT_TRANSLATE_NOOP("OptionEffect", "at once"));
    case OptionEffect::NextBindOrConnect:
        return translated(QT_TRANSLATE_NOOP("OptionEffect", "on the next bind or connect"));
    case OptionEffect::BeforeBind:
        return translated(QT_TRANSLATE_NOOP("OptionEffect", "on the next bind"));
    case OptionEffect::BeforeConnect:
        return translated(QT_TRANSLATE_NOOP("OptionEffect", "on the next connect"));
    case OptionEffect::ReadOnly:
        return translated(QT_TRANSLATE_NOOP("OptionEffect", "read only"));
    }
    Q_UNREACHABLE();
}

} // namespace zmqscope
