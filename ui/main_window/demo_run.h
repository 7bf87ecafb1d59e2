// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/profile/examples.h"

#include <QObject>
#include <QStringList>
#include <memory>

namespace zmqscope {

class MainWindow;
class Session;

/// Runs every example for a moment in a real window, so that a machine can be seen to be able to:
/// prints what each panel sent and received, and saves a picture of the window.
class DemoRun final : public QObject
{
    Q_OBJECT
public:
    /// Long enough for the slowest example to exchange some messages.
    static constexpr int exampleMs = 2000;

    explicit DemoRun(QString imagePath, QObject *parent = nullptr);
    ~DemoRun() override;

    void start();

signals:
    /// Once; @p ok when messages passed every panel, none failed, and the picture was saved.
    void finished(bool ok);

private:
    void next();
    void conclude();
    void takePicture();
    void fail(const QString &reason);

    QString m_imagePath;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;
    QList<Example> m_examples;
    qsizetype m_current = -1;
    QStringList m_failures;
};

} // namespace zmqscope
