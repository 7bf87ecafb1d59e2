// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

class QMenu;

namespace zmqscope {

/// A column of a RowTable as it stands before a person changes it.
struct RowTableColumn
{
    int section = 0;     ///< of the model
    int characters = 10; ///< how many of an average width it shows
    bool shown = true;
};

/// A table whose rows are chosen, and copied, as a whole. All rows are equally high; columns can be
/// moved, resized and hidden, which is remembered for all tables of the same name. Tells in its middle
/// why there is no row.
class RowTable : public QTableView
{
    Q_OBJECT
public:
    enum class CopyFormat { Text, Csv };

    explicit RowTable(QWidget *parent = nullptr);

    /// After setModel(). @p name is that of a setting: "peers"; the columns are listed from left to
    /// right, and those not listed never shown.
    void setColumns(const QString &name, const QList<RowTableColumn> &columns);
    /// Told in the middle of the table while it has no rows.
    void setEmptyText(const QString &title, const QString &text);

    /// The chosen rows with the columns on the screen: tabs between them, or RFC 4180 with a line of
    /// names.
    QString selectedText(CopyFormat format) const;
    void copySelected(CopyFormat format) const;
    /// Adds what copies the chosen rows.
    void addCopyActions(QMenu *menu);

    /// The row that is the current one, -1 when there is none or it is not selected.
    int chosenRow() const;
    /// Chooses a row and brings it in sight.
    void chooseRow(int row);

signals:
    /// A person asks for the menu of the chosen rows.
    void rowMenuRequested(const QPoint &globalPosition);
    /// Enter on a row, or a double click.
    void rowActivated(int row);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyboardSearch(const QString &search) override;

private:
    void fitRows();
    void arrangeUsually();
    void restoreColumns();
    void noteColumns();
    void showHeaderMenu(const QPoint &position);
    QList<int> shownSections() const;

    QString m_settingsKey;
    QList<RowTableColumn> m_columns;
    QString m_emptyTitle;
    QString m_emptyText;
    bool m_arranging = false; ///< columns are being changed by us, not by the person
};

} // namespace zmqscope
