// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/dock_layout.h"

#include <QDockWidget>
#include <QMainWindow>
#include <QTest>

using namespace zmqscope;
using namespace Qt::StringLiterals;

namespace {

QByteArray layoutOf(const QStringList &names)
{
    QMainWindow window;
    for (const QString &name : names) {
        auto *dock = new QDockWidget(&window);
        dock->setObjectName(name);
        window.addDockWidget(Qt::LeftDockWidgetArea, dock);
    }
    return window.saveState();
}

} // namespace

class DockLayoutTest : public QObject {
    Q_OBJECT
private slots:
    void namesHaveOneLength();
    void namesChangePlaces();
    void strangersAreTakenOutOfUse();
    void anythingElseStaysAsItIs();
};

void DockLayoutTest::namesHaveOneLength()
{
    QCOMPARE(dock_layout::name(3), u"panel-0003"_s);
    QCOMPARE(dock_layout::name(9998), u"panel-9998"_s);
    QCOMPARE(dock_layout::name(123456), u"panel-9998"_s);
    QCOMPARE(dock_layout::names(2), QStringList({u"panel-0001"_s, u"panel-0002"_s}));
}

void DockLayoutTest::namesChangePlaces()
{
    const QStringList before{u"panel-0001"_s, u"panel-0002"_s};
    const QStringList after{u"panel-0002"_s, u"panel-0001"_s};
    QCOMPARE(dock_layout::renamed(layoutOf(before), before, after), layoutOf(after));
}

void DockLayoutTest::strangersAreTakenOutOfUse()
{
    const QByteArray layout = layoutOf({u"panel-0001"_s, u"panel-0007"_s});
    QCOMPARE(dock_layout::renamed(layout, {u"panel-0007"_s}, {u"panel-0001"_s}),
        layoutOf({u"panel-9999"_s, u"panel-0001"_s}));
}

void DockLayoutTest::anythingElseStaysAsItIs()
{
    const QByteArray junk = QByteArray::fromHex("00700061006e0065006c002d0030"); // a name cut off
    QCOMPARE(dock_layout::renamed(junk, {}, {}), junk);
    QCOMPARE(dock_layout::renamed({}, {}, {}), QByteArray());
}

QTEST_MAIN(DockLayoutTest)
#include "tst_dock_layout.moc"
