// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QStyledItemDelegate>

namespace zmqscope {

class OptionFilter;
class OptionModel;

/// The editors of option values: a spin box for numbers in a range of int, a line for the rest.
/// While one types, judged() says whether the value could be taken; Return leaves one that could
/// not in its editor.
class OptionDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    OptionDelegate(OptionModel &model, OptionFilter &filter, QObject *parent = nullptr);

    QWidget *createEditor(
        QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override;

signals:
    void judged(const zmqscope::Result<void> &verdict) const;

private:
    OptionModel &m_model;
    OptionFilter &m_filter;
};

} // namespace zmqscope
