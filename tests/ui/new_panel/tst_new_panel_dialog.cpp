// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/panel/bridge_panel.h"
#include "ui/new_panel/new_panel_dialog.h"
#include "ui/new_panel/recent_addresses.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QStandardItemModel>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

/// The control of this name that one can see.
template <typename Widget>
Widget *named(const QWidget &dialog, const QString &name)
{
    for (Widget *widget : dialog.findChildren<Widget *>()) {
        if (widget->accessibleName() == name && widget->isVisible())
            return widget;
    }
    return nullptr;
}

template <typename Button>
Button *labelled(const QWidget &dialog, const QString &text)
{
    for (Button *button : dialog.findChildren<Button *>()) {
        if (button->text() == text && button->isVisible())
            return button;
    }
    return nullptr;
}

bool shows(const QWidget &dialog, const QString &text)
{
    for (const QLabel *label : dialog.findChildren<QLabel *>()) {
        if (label->isVisible() && label->text().contains(text))
            return true;
    }
    return false;
}

void choose(NewPanelDialog &dialog, const QString &kind)
{
    auto *types = named<QListWidget>(dialog, u"Socket type"_s);
    const QList<QListWidgetItem *> items = types->findItems(kind, Qt::MatchExactly);
    QCOMPARE(items.size(), 1);
    types->setCurrentItem(items.first());
}

} // namespace

class TestNewPanelDialog : public QObject {
    Q_OBJECT
    QTemporaryDir m_settings;
private slots:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(u"zmqscope-test"_s);
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_settings.path());
    }

    void everyTypeCanBeCreatedAtOnce()
    {
        NewPanelDialog dialog;
        dialog.show();
        auto *types = named<QListWidget>(dialog, u"Socket type"_s);
        QCOMPARE(types->count(), 13);
        for (const SocketTraits &row : allSocketTypes()) {
            choose(dialog, QString::fromLatin1(row.name));
            const PanelConfig config = dialog.config();
            QCOMPARE(config.side.type, row.type);
            QVERIFY(!config.isBridge());
            QCOMPARE(config.side.endpoints.size(), 1);
            QVERIFY(validateEndpoint(config.side.endpoints.first(), row.type));
            QCOMPARE(config.side.subscriptions.size(), row.subscribes ? 1 : 0);
            QVERIFY(labelled<QPushButton>(dialog, u"Create panel"_s)->isEnabled());
        }
        choose(dialog, u"SUB"_s);
        QCOMPARE(dialog.config().side.endpoints.first(),
            (Endpoint{EndpointRole::Connect, u"tcp://localhost:5556"_s}));
        QCOMPARE(dialog.config().side.subscriptions, QList<QByteArray>{QByteArray()});
        QCOMPARE(dialog.config().name, u"SUB tcp://localhost:5556"_s);
        choose(dialog, u"REP"_s);
        QCOMPARE(dialog.config().side.endpoints.first(), (Endpoint{EndpointRole::Bind, u"tcp://*:5556"_s}));
    }

    void whatWasWrittenStaysWhenTheTypeChanges()
    {
        NewPanelDialog dialog;
        dialog.show();
        choose(dialog, u"PULL"_s);
        named<QLineEdit>(dialog, u"Address"_s)->setText(u"tcp://server:7000"_s);
        choose(dialog, u"REP"_s);
        QCOMPARE(dialog.config().side.endpoints.first(),
            (Endpoint{EndpointRole::Connect, u"tcp://server:7000"_s}));
    }

    void saysWhyItCannotBeCreated()
    {
        NewPanelDialog dialog;
        dialog.show();
        auto *create = labelled<QPushButton>(dialog, u"Create panel"_s);
        named<QLineEdit>(dialog, u"Address"_s)->setText(u"tcp://localhost"_s);
        QVERIFY(!create->isEnabled());
        QVERIFY(shows(dialog, u"The port is missing."_s));
        dialog.accept();
        QVERIFY(dialog.isVisible());
        named<QLineEdit>(dialog, u"Address"_s)->setText(u"tcp://localhost:5556"_s);
        QVERIFY(create->isEnabled());
        QVERIFY(!shows(dialog, u"The port is missing."_s));
    }

    void subscriptions()
    {
        NewPanelDialog dialog;
        dialog.show();
        choose(dialog, u"SUB"_s);
        auto *create = labelled<QPushButton>(dialog, u"Create panel"_s);
        labelled<QRadioButton>(dialog, u"Only topics that begin with"_s)->click();
        QVERIFY(!create->isEnabled()); // no prefix yet
        auto *prefix = named<QLineEdit>(dialog, u"Topic prefix"_s);
        QTest::keyClicks(prefix, u"weather."_s);
        QTest::keyClick(prefix, Qt::Key_Return);
        QVERIFY(dialog.isVisible()); // Return added the prefix
        QCOMPARE(prefix->text(), QString());
        QTest::keyClicks(prefix, u"0x00ff"_s);
        QVERIFY(create->isEnabled());
        const QList<QByteArray> expected{QByteArray("weather."), QByteArray("\x00\xff", 2)};
        QCOMPARE(dialog.config().side.subscriptions, expected);
        QTest::keyClicks(prefix, u"f"_s);
        QVERIFY(!create->isEnabled()); // half a byte
        prefix->clear();

        auto *list = named<QListWidget>(dialog, u"Topic prefixes"_s);
        list->setCurrentRow(0);
        labelled<QPushButton>(dialog, u"Remove prefix"_s)->click();
        QVERIFY(dialog.config().side.subscriptions.isEmpty());
        choose(dialog, u"PUSH"_s);
        QVERIFY(create->isEnabled());
    }

    void bridgeOffersOnlyWhatWorks()
    {
        NewPanelDialog dialog;
        dialog.show();
        choose(dialog, u"Bridge"_s);
        auto *first = named<QComboBox>(dialog, u"First side"_s);
        auto *second = named<QComboBox>(dialog, u"Second side"_s);
        QVERIFY(first && second);
        for (const SocketTraits &a : allSocketTypes()) {
            first->setCurrentText(QString::fromLatin1(a.name));
            const auto *items = qobject_cast<QStandardItemModel *>(second->model());
            bool any = false;
            for (const SocketTraits &b : allSocketTypes()) {
                const BridgePanel::Ways ways = BridgePanel::ways(a.type, b.type);
                const bool possible = ways.forward || ways.backward;
                any = any || possible;
                QCOMPARE(items->item(int(b.type))->isEnabled(), possible);
            }
            QVERIFY2(any, a.name);
            const PanelConfig config = dialog.config();
            QVERIFY(config.isBridge());
            QCOMPARE(config.side.type, a.type);
            const BridgePanel::Ways ways = BridgePanel::ways(config.side.type, config.second->type);
            QVERIFY2(ways.forward || ways.backward, a.name);
            QVERIFY(labelled<QPushButton>(dialog, u"Create panel"_s)->isEnabled());
        }
        first->setCurrentText(u"PULL"_s);
        second->setCurrentText(u"PUSH"_s);
        const PanelConfig config = dialog.config();
        QCOMPARE(config.side.endpoints.first().address, u"tcp://localhost:5556"_s);
        QCOMPARE(config.second->endpoints.first().address, u"tcp://*:5557"_s);
        QVERIFY(shows(dialog, u"from PULL to PUSH"_s));
    }

    void tabGoesFromTopToBottom()
    {
        NewPanelDialog dialog;
        dialog.show();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        choose(dialog, u"SUB"_s);
        labelled<QPushButton>(dialog, u"Add endpoint"_s)->click();
        named<QListWidget>(dialog, u"Socket type"_s)->setFocus();
        QStringList visited;
        for (int i = 0; i < 12; ++i) {
            QWidget *focus = QApplication::focusWidget();
            const auto *button = qobject_cast<QAbstractButton *>(focus);
            visited.append(
                button && focus->accessibleName().isEmpty() ? button->text() : focus->accessibleName());
            QTest::keyClick(focus, Qt::Key_Tab);
        }
        const QStringList expected{u"Socket type"_s, u"Role"_s, u"Address"_s, u"Remove endpoint"_s,
            u"Role 2"_s, u"Address 2"_s, u"Remove endpoint 2"_s, u"Add endpoint"_s, u"Everything"_s,
            u"Name"_s, u"Create panel"_s, u"Cancel"_s};
        QCOMPARE(visited, expected);
    }

    void nameIpv6AndRecents()
    {
        NewPanelDialog dialog;
        dialog.show();
        choose(dialog, u"PULL"_s);
        named<QLineEdit>(dialog, u"Name"_s)->setText(u" Results "_s);
        named<QLineEdit>(dialog, u"Address"_s)->setText(u"tcp://[::1]:5556"_s);
        const PanelConfig config = dialog.config();
        QCOMPARE(config.name, u"Results"_s);
        QVERIFY(config.side.options.value(u"ZMQ_IPV6"_s) == OptionValue(qint64(1)));
        dialog.accept();
        QCOMPARE(dialog.result(), int(QDialog::Accepted));
        QCOMPARE(RecentAddresses::load().first(), u"tcp://[::1]:5556"_s);
    }

    void recentAddressesAreBounded()
    {
        for (int port = 1; port <= 40; ++port)
            RecentAddresses::remember({u"tcp://localhost:%1"_s.arg(port)});
        RecentAddresses::remember({u"tcp://localhost:20"_s});
        QCOMPARE(RecentAddresses::load().size(), RecentAddresses::maxAddresses);
        QCOMPARE(RecentAddresses::load().first(), u"tcp://localhost:20"_s);
        QCOMPARE(RecentAddresses::load().count(u"tcp://localhost:20"_s), 1);
    }
};

QTEST_MAIN(TestNewPanelDialog)
#include "tst_new_panel_dialog.moc"
