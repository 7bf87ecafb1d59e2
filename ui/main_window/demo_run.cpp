// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/demo_run.h"

#include "core/panel/session.h"
#include "ui/main_window/main_window.h"

#include <QTextStream>
#include <QTimer>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr QSize windowSize(1400, 900);
const QString pictured = u"pipeline"_s; ///< has a bridge too

void printRow(const QString &example, const QString &panel, const QString &sent, const QString &received, const QString &passed)
{
    QTextStream out(stdout);
    out << example.leftJustified(24) << panel.leftJustified(24) << sent.rightJustified(12)
        << received.rightJustified(12) << passed.rightJustified(12) << Qt::endl;
}

} // namespace

DemoRun::DemoRun(QString imagePath, QObject *parent)
    : QObject(parent), m_imagePath(std::move(imagePath)), m_session(std::make_unique<Session>()),
      m_window(std::make_unique<MainWindow>(*m_session)), m_examples(examples())
{
    m_window->resize(windowSize);
    connect(m_session.get(), &Session::panelAdded, this, [this](Panel *panel) {
        connect(panel, &Panel::failed, this, [this, panel](const Error &error) {
            fail(panel->name() + u": " + error.text());
        });
    });
}

DemoRun::~DemoRun() = default;

void DemoRun::start()
{
    m_window->show();
    printRow(tr("EXAMPLE"), tr("PANEL"), tr("SENT"), tr("RECEIVED"), tr("PASSED ON"));
    next();
}

void DemoRun::next()
{
    if (++m_current == m_examples.size()) {
        QTextStream(stdout) << tr("Picture of the window: %1").arg(m_imagePath) << Qt::endl;
        for (const QString &failure : std::as_const(m_failures))
            QTextStream(stderr) << "zmqscope: " << failure << Qt::endl;
        m_session->closeAll();
        emit finished(m_failures.isEmpty());
        return;
    }
    if (const Result<void> opened = m_window->openProfile(m_examples[m_current].path); !opened)
        fail(opened.error().text());
    QTimer::singleShot(exampleMs, this, &DemoRun::conclude);
}

void DemoRun::conclude()
{
    const Example &example = m_examples[m_current];
    for (const Panel *panel : m_session->panels()) {
        const PanelCounters &counters = panel->counters();
        printRow(example.title, panel->name(), QString::number(counters.sent), QString::number(counters.received),
                 QString::number(counters.passed));
        if (counters.sent + counters.received + counters.passed == 0)
            fail(tr("No message passed the panel %1.").arg(panel->name()));
    }
    if (example.id == pictured)
        takePicture();
    next();
}

void DemoRun::takePicture()
{
    if (!m_window->grab().save(m_imagePath))
        fail(tr("The picture could not be written to %1.").arg(m_imagePath));
}

void DemoRun::fail(const QString &reason)
{
    const QString example = m_current < 0 ? QString() : m_examples.value(m_current).title;
    m_failures.append(example + u": " + reason);
}

} // namespace zmqscope
