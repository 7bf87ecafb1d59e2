// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message_store.h"
#include "core/panel/message_labels.h"

#include <QAbstractTableModel>

namespace zmqscope {

/// The frames of one message: what each is for, its size, how it begins and what its protocol says
/// of it.
class FrameListModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Number, Role, Size, Start, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// @p owner must hold @p index, else the list is empty.
    void setMessage(const StoreSnapshot &owner, MessageIndex index, const MessageLabels &labels);
    /// For what was found out while the message is shown.
    void setLabels(const MessageLabels &labels);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString startOf(qsizetype frame, const FrameLabel &label, qsizetype maxChars) const;
    QString toolTip(Column column, qsizetype frame, const FrameLabel &label) const;
    QVariant colorOf(Column column, const FrameLabel &label) const;

    StoreSnapshot m_owner;
    FrameSpan m_frames;
    MessageLabels m_labels;
};

} // namespace zmqscope
