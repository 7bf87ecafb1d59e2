// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/zmq/option_table.h"

#include <QAbstractTableModel>
#include <QPointer>

namespace zmqscope {

class Channel;

/// All socket options with their values on one channel, a row each. Flags are edited by their
/// check mark, everything else as text; a value that is not taken is told by refused().
class OptionModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum class Column { Name, Value, Unit, Default, Effect };
    static constexpr int columnCountValue = 5;
    enum Role {
        AppliesRole = Qt::UserRole, ///< bool: means something to the channel's socket type
        ChangedRole, ///< bool: set to something of its own
        SearchRole, ///< QString: name and help
        GroupRole, ///< int: 0 can be set, 1 can be read, 2 neither
    };

    explicit OptionModel(Channel &channel, QObject *parent = nullptr);

    const OptionInfo &option(const QModelIndex &index) const;
    bool isChanged(const OptionInfo &option) const;
    /// Can be set here and now.
    bool isEditable(const OptionInfo &option) const;
    /// The value in force as text; empty where there is none, or it must not be read.
    QString valueText(const OptionInfo &option) const;
    /// "0 (libzmq -1)" where ZmqScope starts from something else than libzmq.
    QString defaultText(const OptionInfo &option) const;
    /// Whether @p text could be set, and if not, why.
    Result<void> check(const OptionInfo &option, const QString &text) const;
    /// Back to the default.
    void reset(const QModelIndex &index);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

signals:
    void refused(const zmqscope::Error &error);
    /// The last change was taken.
    void accepted();

private:
    QVariant decoration(const OptionInfo &option, Column column, int role) const;
    void take(const Result<void> &outcome);

    QPointer<Channel> m_channel;
};

/// When a change counts, in a few words.
QString optionEffectText(OptionEffect effect);

} // namespace zmqscope
