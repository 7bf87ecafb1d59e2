// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace zmqscope {

/// The table of an array: all rows of one height, so that a million of them cost nothing; cells can
/// be copied as lines with tabs, which spreadsheets take.
class ArrayTable final : public QTableView
{
    Q_OBJECT
public:
    /// More cells are not copied: the window would stand still meanwhile.
    static constexpr qint64 maxCopiedCells = 100'000;

    explicit ArrayTable(QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;

    /// Copies the selected cells; copyRefused() when they are too many.
    void copySelection();

signals:
    void copyRefused();

protected:
    void changeEvent(QEvent *event) override;

private:
    void updateSizes();
};

} // namespace zmqscope
