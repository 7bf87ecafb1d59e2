// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message_store.h"
#include "core/panel/envelope.h"

#include <QAbstractTableModel>

namespace zmqscope {

/// The frames of one message: what each is for, its size, how it begins.
class FrameListModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Number, Role, Size, Start, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// @p owner must hold @p index, else the list is empty.
    void setMessage(const StoreSnapshot &owner, MessageIndex index, const Envelope &envelope);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString startOf(qsizetype frame, qsizetype maxChars) const;

    StoreSnapshot m_owner;
    FrameSpan m_frames;
    Envelope m_envelope;
};

} // namespace zmqscope
