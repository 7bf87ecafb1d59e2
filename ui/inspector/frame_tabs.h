// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QTabBar>

namespace zmqscope {

/// The views of a frame: "tree", "formatted", "text", "hex", "base64", "picture", "array". Remembers
/// for each format which one the person looked at last.
class FrameTabs final : public QTabBar
{
    Q_OBJECT
public:
    explicit FrameTabs(QWidget *parent = nullptr);

    /// Shows these views of a frame in the format @p kind; of them the one that was chosen last, else
    /// @p usual.
    void setViews(const QStringList &ids, const QString &kind, const QString &usual);
    QString currentView() const { return tabData(currentIndex()).toString(); }
    /// As the person does it. Nothing happens when there is no such view.
    void choose(const QString &id);

signals:
    /// The person chose another view.
    void chosen();

private:
    int indexOf(const QString &id) const;

    QString m_kind;
};

} // namespace zmqscope
