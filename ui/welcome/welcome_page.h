// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

class QLabel;
class QVBoxLayout;

namespace zmqscope {

/// What is shown while nothing is open: ways to begin, the profiles of late, the examples.
class WelcomePage final : public QScrollArea {
    Q_OBJECT
public:
    explicit WelcomePage(QWidget *parent = nullptr);

    /// Newest first.
    void setRecentFiles(const QStringList &paths);

signals:
    void newPanelRequested();
    void openRequested();
    void profileRequested(const QString &path);
    /// @p path is what loadProfile() takes.
    void exampleRequested(const QString &path, const QString &title);

private:
    QWidget *makeHeading();
    QWidget *makeStart();
    QWidget *makeExamples();

    QVBoxLayout *m_recents = nullptr;
    QLabel *m_noRecents = nullptr;
};

} // namespace zmqscope
