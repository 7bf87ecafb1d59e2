// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/panel/session.h"
#include "core/profile/examples.h"
#include "core/profile/session_profile.h"

#include <QFile>
#include <QTest>

using namespace zmqscope;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(zmqscope::Example)

class ExamplesTest : public QObject
{
    Q_OBJECT

private slots:
    void asSaved_data() { rows(); }
    void asSaved();
    void messagesFlow_data() { rows(); }
    void messagesFlow();

private:
    void rows()
    {
        QTest::addColumn<Example>("example");
        QCOMPARE(examples().size(), 6);
        for (const Example &example : examples())
            QTest::newRow(qPrintable(example.id)) << example;
    }
};

void ExamplesTest::asSaved()
{
    QFETCH(Example, example);
    const Result<LoadedProfile> loaded = loadProfile(example.path);
    QVERIFY(loaded.ok());
    QCOMPARE(loaded->problems.size(), 0);
    QVERIFY(!loaded->profile.description.isEmpty());
    QVERIFY(!example.title.isEmpty() && !example.summary.isEmpty());
    QFile file(example.path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(profileToJson(loaded->profile), file.readAll());
}

void ExamplesTest::messagesFlow()
{
    QFETCH(Example, example);
    const Result<LoadedProfile> loaded = loadProfile(example.path);
    QVERIFY(loaded.ok());
    // The ports of the example may be in use on this machine; inproc never is.
    QList<PanelConfig> configs = loaded->profile.panels;
    const auto toInproc = [](SideConfig &side) {
        for (Endpoint &endpoint : side.endpoints)
            endpoint.address = u"inproc://"_s + endpoint.address.section(u':', -1);
    };
    for (PanelConfig &config : configs) {
        toInproc(config.side);
        if (config.second)
            toInproc(*config.second);
    }
    Session session;
    QStringList failures;
    connect(&session, &Session::panelAdded, this, [&](Panel *panel) {
        connect(panel, &Panel::failed, this, [&](const Error &error) { failures.append(error.text()); });
    });
    const QList<Panel *> panels = createPanels(session, configs);
    for (const Panel *panel : panels) {
        QTRY_VERIFY2(panel->counters().sent + panel->counters().received + panel->counters().passed > 0,
                     qPrintable(panel->name()));
    }
    QCOMPARE(failures, QStringList());
    QCOMPARE(captureProfile(session).panels, configs);
}

QTEST_GUILESS_MAIN(ExamplesTest)
#include "tst_examples.moc"
