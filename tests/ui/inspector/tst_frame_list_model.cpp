// SPDX-License-Identifier: GPL-3.0-or-later
#include "stored_panel.h"
#include "core/panel/message_reader.h"
#include "ui/inspector/frame_list_model.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QColor>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

class TestFrameListModel : public QObject
{
    Q_OBJECT
private slots:
    void behavesAsModel();
    void tellsPartsAndSizes();
    void showsSubscriptions();
    void takesManyFrames();
    void namesFramesByTheirProtocol();
    void showsWhatIsWrong();

private:
    static void fill(FrameListModel &model, StoredPanel &panel, MessageIndex index)
    {
        const StoreSnapshot snapshot = panel.store().snapshot();
        model.setMessage(snapshot, index, Envelope::of(panel, *snapshot.at(index)));
    }
    static QStringList row(const FrameListModel &model, int i)
    {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column)
            cells << model.index(i, column).data().toString();
        return cells;
    }

    PanelWorld m_world;
};

void TestFrameListModel::behavesAsModel()
{
    FrameListModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    StoredPanel panel(m_world, SocketType::Router);
    fill(model, panel, panel.add({"id", "", "body"}));
    fill(model, panel, panel.add({"id"}));
    QCOMPARE(model.rowCount(), 1);
    model.setMessage({}, {}, {});
    QCOMPARE(model.rowCount(), 0);
}

void TestFrameListModel::tellsPartsAndSizes()
{
    StoredPanel panel(m_world, SocketType::Router);
    FrameListModel model;
    fill(model, panel, panel.add({QByteArray("\0\x01\x02\x03\x04", 5), "", "a\nb"}));
    QCOMPARE(row(model, 0), QStringList({u"1"_s, u"routing id"_s, u"5"_s, u"0x0001020304"_s}));
    QCOMPARE(row(model, 1), QStringList({u"2"_s, u"delimiter"_s, u"0"_s, QString()}));
    QCOMPARE(row(model, 2), QStringList({u"3"_s, u"body"_s, u"3"_s, u"a\\nb"_s}));
    // Stays right when the log lets go of the message.
    panel.clear();
    QCOMPARE(row(model, 2).last(), u"a\\nb"_s);
}

void TestFrameListModel::showsSubscriptions()
{
    StoredPanel panel(m_world, SocketType::Xpub);
    FrameListModel model;
    MessageHeader header;
    header.flags = MessageFlag::Subscription;
    fill(model, panel, panel.add({"\x01weather"}, header));
    QCOMPARE(row(model, 0), QStringList({u"1"_s, u"subscribe"_s, u"8"_s, u"\"weather\""_s}));
    fill(model, panel, panel.add({QByteArray("\0", 1)}, header));
    QCOMPARE(row(model, 0), QStringList({u"1"_s, u"unsubscribe"_s, u"1"_s, u"\"\" (everything)"_s}));
}

void TestFrameListModel::takesManyFrames()
{
    StoredPanel panel(m_world, SocketType::Pull);
    FrameListModel model;
    const MessageIndex index = panel.add(QList<QByteArray>(100'000, "x"));
    fill(model, panel, index);
    QCOMPARE(model.rowCount(), 100'000);
    QCOMPARE(row(model, 99'999).first(), u"100000"_s);
}

void TestFrameListModel::namesFramesByTheirProtocol()
{
    StoredPanel panel(m_world, SocketType::Dealer);
    const MessageReader reader(panel, ProtocolRegistry::builtin());
    const MessageIndex at = panel.add({"", "MDPW01", "\x04"});
    const StoreSnapshot snapshot = panel.store().snapshot();
    FrameListModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setMessage(snapshot, at, reader.labelsOf(*snapshot.at(at)));
    QCOMPARE(row(model, 0), QStringList({u"1"_s, u"delimiter"_s, u"0"_s, QString()}));
    QCOMPARE(row(model, 1), QStringList({u"2"_s, u"protocol"_s, u"6"_s, u"MDPW01"_s}));
    QCOMPARE(row(model, 2), QStringList({u"3"_s, u"command"_s, u"1"_s, u"HEARTBEAT  ·  \\x04"_s}));
    QCOMPARE(model.index(2, FrameListModel::Role).data(Qt::ToolTipRole).toString(), u"HEARTBEAT"_s);
}

void TestFrameListModel::showsWhatIsWrong()
{
    StoredPanel panel(m_world, SocketType::Sub);
    MessageReader reader(panel, ProtocolRegistry::builtin());
    panel.setProtocol(u"bitcoin"_s);
    panel.add({"hashtx", QByteArray(32, 'h'), QByteArray("\x0f\0\0\0", 4)});
    const MessageIndex at = panel.add({"hashtx", QByteArray(32, 'h'), QByteArray("\x11\0\0\0", 4)});
    const StoreSnapshot snapshot = panel.store().snapshot();
    FrameListModel model;
    model.setMessage(snapshot, at, Envelope::of(panel, *snapshot.at(at)));
    QCOMPARE(row(model, 2)[1], u"body"_s);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setLabels(reader.labelsOf(*snapshot.at(at)));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(row(model, 2)[1], u"sequence"_s);
    QVERIFY(row(model, 2).last().startsWith(u"17, previous of this topic 15: 1 missing"));
    const auto color = [&](int frame) {
        return model.index(frame, FrameListModel::Role).data(Qt::ForegroundRole).value<QColor>();
    };
    QCOMPARE(color(2), theme::color(theme::Role::Bad));
    QVERIFY(color(1) != theme::color(theme::Role::Bad));
    QVERIFY(model.index(2, FrameListModel::Role).data(Qt::ToolTipRole).toString().contains(u"1 missing"));
}

QTEST_GUILESS_MAIN(TestFrameListModel)
#include "tst_frame_list_model.moc"
