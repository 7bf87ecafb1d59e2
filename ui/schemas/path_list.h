// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QListWidget;
class QPushButton;

namespace zmqscope {

/// A list of files or folders that a person adds to and removes from.
class PathList final : public QWidget
{
    Q_OBJECT
public:
    enum class Kind { Files, Folders };

    /// @p emptyText says what the list is for, while there is nothing in it.
    PathList(Kind kind, const QString &name, const QString &emptyText, QWidget *parent);

    QStringList paths() const;
    void setPaths(const QStringList &paths);

signals:
    void edited();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void add();
    void removeSelected();
    void updateState();

    Kind m_kind;
    QString m_emptyText;
    QListWidget *m_list;
    QPushButton *m_remove;
};

} // namespace zmqscope
