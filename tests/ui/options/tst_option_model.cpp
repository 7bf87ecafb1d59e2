// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/panel/channel.h"
#include "core/zmq/context.h"
#include "ui/options/option_filter.h"
#include "ui/options/option_model.h"

#include <QAbstractItemModelTester>
#include <QFont>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

struct QuietSink : Channel::Sink {
    bool accepts(Channel &) override { return true; }
    void received(Channel &, ReceivedMessage &, const MessageHeader &) override { }
    bool flush(Channel &) override { return false; }
};

/// A channel with the model on it.
struct Bench {
    explicit Bench(SocketType type)
        : channel(context, scheduler, Clock::system(), peers, sink,
            SideConfig{type, {{EndpointRole::Bind, u"tcp://127.0.0.1:*"_s}}, {}, {}}, nullptr)
        , model(channel)
        , tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest)
    {
    }

    QModelIndex at(const char *name, OptionModel::Column column) const
    {
        const OptionInfo *info = findOption(QString::fromLatin1(name));
        return model.index(int(info - socketOptions().constData()), int(column));
    }
    QString text(const char *name, OptionModel::Column column) const
    {
        return at(name, column).data().toString();
    }

    Context context;
    ReadinessScheduler scheduler;
    PeerTable peers;
    QuietSink sink;
    Channel channel;
    OptionModel model;
    QAbstractItemModelTester tester;
};

} // namespace

class TestOptionModel : public QObject {
    Q_OBJECT
    using Column = OptionModel::Column;
private slots:
    void initTestCase() { qRegisterMetaType<Error>(); }

    void showsValuesAndDefaults()
    {
        Bench bench(SocketType::Router);
        QVERIFY(bench.channel.open());
        QCOMPARE(bench.model.rowCount(), int(socketOptions().size()));
        QCOMPARE(bench.text("ZMQ_RCVHWM", Column::Value), u"100000"_s);
        QCOMPARE(bench.text("ZMQ_RCVHWM", Column::Default), u"100000 (libzmq 1000)"_s);
        QCOMPARE(bench.text("ZMQ_RCVHWM", Column::Unit), u"messages"_s);
        QCOMPARE(bench.text("ZMQ_SNDHWM", Column::Value), u"1000"_s);
        QCOMPARE(bench.text("ZMQ_SNDHWM", Column::Default), u"1000"_s);
        QCOMPARE(bench.text("ZMQ_ROUTER_MANDATORY", Column::Value), u"on"_s); // write-only: from memory
        QCOMPARE(bench.text("ZMQ_LINGER", Column::Default), u"0 (libzmq -1)"_s);
        QVERIFY(bench.text("ZMQ_LAST_ENDPOINT", Column::Value).startsWith(u"tcp://127.0.0.1:"_s));
        QVERIFY(!bench.at("ZMQ_RCVHWM", Column::Name).data(OptionModel::ChangedRole).toBool());
    }

    void setsAndResets()
    {
        Bench bench(SocketType::Router);
        QVERIFY(bench.channel.open());
        QSignalSpy accepted(&bench.model, &OptionModel::accepted);
        QSignalSpy changed(&bench.model, &QAbstractItemModel::dataChanged);
        const QModelIndex hwm = bench.at("ZMQ_SNDHWM", Column::Value);
        QVERIFY(bench.model.setData(hwm, u"7"_s));
        QCOMPARE(hwm.data().toString(), u"7"_s);
        QCOMPARE(accepted.count(), 1);
        QVERIFY(changed.count() > 0);
        QVERIFY(hwm.data(OptionModel::ChangedRole).toBool());
        QVERIFY(hwm.data(Qt::FontRole).value<QFont>().bold());
        QVERIFY(bench.channel.config().options.value(u"ZMQ_SNDHWM"_s) == OptionValue(qint64(7)));
        bench.model.reset(hwm);
        QCOMPARE(hwm.data().toString(), u"1000"_s);
        QVERIFY(!hwm.data(OptionModel::ChangedRole).toBool());

        const QModelIndex flag = bench.at("ZMQ_ROUTER_HANDOVER", Column::Value);
        QCOMPARE(flag.data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
        QVERIFY(bench.model.setData(flag, Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(flag.data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
        QCOMPARE(flag.data().toString(), u"on"_s);
    }

    void leavingAnEditorUnchangedChangesNothing()
    {
        Bench bench(SocketType::Router);
        QVERIFY(bench.channel.open());
        QVERIFY(bench.model.setData(bench.at("ZMQ_SNDHWM", Column::Value), u"1000"_s));
        QVERIFY(bench.channel.config().options.isEmpty());
    }

    void refusesWithAReason()
    {
        Bench bench(SocketType::Router);
        QSignalSpy refused(&bench.model, &OptionModel::refused);
        const QModelIndex hwm = bench.at("ZMQ_SNDHWM", Column::Value);
        QVERIFY(!bench.model.setData(hwm, u"-1"_s));
        QVERIFY(!bench.model.setData(hwm, u"many"_s));
        QCOMPARE(refused.count(), 2);
        QVERIFY(bench.channel.config().options.isEmpty());
        QVERIFY(!bench.model.check(*findOption(u"ZMQ_ROUTING_ID"), u""_s));
        QVERIFY(bench.model.check(*findOption(u"ZMQ_ROUTING_ID"), u"a"_s));
    }

    void whatCannotBeSetCannotBeEdited()
    {
        Bench bench(SocketType::Router);
        QVERIFY(bench.channel.open());
        const auto editable = [&bench](const char *name) {
            return bool(
                bench.at(name, Column::Value).flags() & (Qt::ItemIsEditable | Qt::ItemIsUserCheckable));
        };
        QVERIFY(editable("ZMQ_SNDHWM"));
        QVERIFY(editable("ZMQ_IPV6"));
        for (const char *name :
            {"ZMQ_USE_FD", "ZMQ_CONNECT_ROUTING_ID", "ZMQ_PLAIN_PASSWORD", "ZMQ_FD", "ZMQ_REQ_RELAXED"}) {
            QVERIFY2(!editable(name), name);
            QVERIFY2(!bench.model.setData(bench.at(name, Column::Value), u"1"_s), name);
        }
        QVERIFY(!(bench.at("ZMQ_SNDHWM", Column::Name).flags() & Qt::ItemIsEditable));
        QVERIFY(bench.at("ZMQ_USE_FD", Column::Name)
                    .data(Qt::ToolTipRole)
                    .toString()
                    .contains(u"end the whole program"_s));
        // Reading it would take the channel's signal away.
        QCOMPARE(bench.text("ZMQ_EVENTS", Column::Value), QString());
    }

    void filters()
    {
        Bench bench(SocketType::Req);
        OptionFilter filter;
        filter.setSourceModel(&bench.model);
        const QAbstractItemModelTester tester(
            &filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto names = [&filter] {
            QStringList list;
            for (int row = 0; row < filter.rowCount(); ++row)
                list.append(filter.index(row, 0).data().toString());
            return list;
        };
        QVERIFY(names().contains(u"ZMQ_REQ_RELAXED"_s));
        QVERIFY(!names().contains(u"ZMQ_ROUTER_MANDATORY"_s));
        QVERIFY(names().indexOf(u"ZMQ_TOS"_s) < names().indexOf(u"ZMQ_FD"_s)); // set before read
        QVERIFY(names().indexOf(u"ZMQ_TYPE"_s) < names().indexOf(u"ZMQ_USE_FD"_s)); // read before neither
        filter.setShowAll(true);
        QCOMPARE(filter.rowCount(), int(socketOptions().size()));
        filter.setSearch(u"hwm RCV"_s);
        QCOMPARE(names(), QStringList{u"ZMQ_RCVHWM"_s});
        filter.setSearch(u"kerberos"_s); // in the help only
        QVERIFY(names().contains(u"ZMQ_GSSAPI_SERVER"_s));
        filter.setSearch(u"nosuchword"_s);
        QCOMPARE(filter.rowCount(), 0);
    }

    void outlivesItsChannel()
    {
        Context context;
        ReadinessScheduler scheduler;
        PeerTable peers;
        QuietSink sink;
        auto channel = std::make_unique<Channel>(context, scheduler, Clock::system(), peers, sink,
            SideConfig{SocketType::Pull, {}, {}, {}}, nullptr);
        OptionModel model(*channel);
        channel.reset();
        QCOMPARE(model.index(0, 0).data().toString(), QString());
        QVERIFY(!model.setData(model.index(0, 1), u"1"_s));
    }
};

QTEST_MAIN(TestOptionModel)
#include "tst_option_model.moc"
