// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>
#include <QStandardItemModel>

namespace zmqscope {

/// A vertical header that never learns of any row, whatever its table's model holds: QHeaderView
/// keeps a record of each.
class EmptyHeader final : public QHeaderView {
    Q_OBJECT
public:
    explicit EmptyHeader(QWidget *parent)
        : QHeaderView(Qt::Vertical, parent)
    {
        QHeaderView::setModel(&m_none);
    }
    void setModel(QAbstractItemModel *) override { }
    void setSelectionModel(QItemSelectionModel *) override { }

private:
    QStandardItemModel m_none;
};

} // namespace zmqscope
