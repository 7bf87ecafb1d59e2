// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/peer_process.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace zmqscope::test;
using namespace Qt::StringLiterals;

namespace {

QJsonArray texts(const QStringList &frames)
{
    QJsonArray all;
    for (const QString &frame : frames)
        all.append(QJsonObject{{u"text"_s, frame}});
    return all;
}

} // namespace

/// The program itself, without its window, against pyzmq programs.
class TestHeadless : public QObject {
    Q_OBJECT
private slots:
    void requestsOfAPythonServer();
    void subscriberOfAPythonPublisher();
    void publisherOfAPythonSubscriber();
    void pullsFromPython();
    void pushesStandardInput();
    void repliesToPython();
    void bytesThatAreNoText();
    void profileRuns();
    void exitCodes_data();
    void exitCodes();

private:
    std::unique_ptr<PeerProcess> zmqscope(const QStringList &arguments)
    {
        return std::make_unique<PeerProcess>(
            qEnvironmentVariable("ZMQSCOPE_BINARY"), QStringList{u"--headless"_s} + arguments);
    }
    QString address(const QString &name) const { return QString(u"ipc://" % m_folder.path() % u'/' % name); }

    QTemporaryDir m_folder;
};

void TestHeadless::requestsOfAPythonServer()
{
    const auto server = python(u"rep_server"_s, {u"tcp://127.0.0.1:*"_s, u"2"_s});
    const auto client = zmqscope({u"req"_s, server->nextText(u"bound"_s), u"--send"_s, u"one"_s, u"--send"_s,
        u"你好"_s, u"--count"_s, u"4"_s, u"--seconds"_s, u"20"_s});
    QCOMPARE(client->exitCode(), 0);
    const QList<QJsonObject> lines = client->lines();
    QCOMPARE(lines.size(), 4);
    QStringList seen;
    for (const QJsonObject &line : lines)
        seen.append(QString(line[u"dir"_s].toString() % u' ' % line[u"frames"_s][0][u"text"_s].toString()));
    QCOMPARE(
        seen, (QStringList{u"out one"_s, u"in server response"_s, u"out 你好"_s, u"in server response"_s}));
    for (int i = 0; i < 4; ++i)
        QCOMPARE(lines[i][u"n"_s].toInt(), i + 1);
    static const QRegularExpression time(u"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}Z$"_s);
    QVERIFY(time.match(lines[1][u"time"_s].toString()).hasMatch());
    QVERIFY(lines[1][u"peer"_s].toString().startsWith(u"127.0.0.1:"_s));
    QVERIFY(lines[1][u"panel"_s].toString().startsWith(u"REQ"_s));
    QCOMPARE(server->nextText(u"request"_s), u"one"_s);
    QCOMPARE(server->nextText(u"request"_s), u"你好"_s);
}

void TestHeadless::subscriberOfAPythonPublisher()
{
    const auto pub = python(u"pub"_s, {u"a1"_s, u"c1"_s, u"b1"_s, u"a2"_s});
    const auto sub = zmqscope({u"sub"_s, pub->nextText(u"bound"_s), u"--topic"_s, u"a"_s, u"--topic"_s,
        u"zz"_s, u"--count"_s, u"2"_s, u"--seconds"_s, u"20"_s});
    QCOMPARE(sub->exitCode(), 0);
    QCOMPARE(sub->lines().size(), 2);
    QCOMPARE(sub->lines()[0][u"frames"_s].toArray(), texts({u"a1"_s}));
    QCOMPARE(sub->lines()[1][u"frames"_s].toArray(), texts({u"a2"_s}));
    QCOMPARE(pub->exitCode(), 0);
}

void TestHeadless::publisherOfAPythonSubscriber()
{
    const QString here = address(u"pub"_s);
    const auto sub = python(u"sub"_s, {here, u""_s, u"last"_s});
    const auto pub = zmqscope({u"pub"_s, u"--bind"_s, here, u"--send"_s, u"first"_s, u"--send"_s, u"last"_s,
        u"--seconds"_s, u"20"_s, u"--count"_s, u"2"_s});
    QCOMPARE(pub->exitCode(), 0);
    QCOMPARE(sub->next(u"got"_s).toArray(), (QJsonArray{u"first"_s, u"last"_s}));
}

void TestHeadless::pullsFromPython()
{
    const auto client = python(u"push_client"_s, {u"1000"_s});
    const auto pull =
        zmqscope({u"pull"_s, client->nextText(u"bound"_s), u"--count"_s, u"1000"_s, u"--seconds"_s, u"20"_s});
    QCOMPARE(pull->exitCode(), 0);
    QCOMPARE(pull->lines().size(), 1000);
    for (int i = 0; i < 1000; ++i)
        QCOMPARE(pull->lines()[i][u"frames"_s].toArray(), texts({u"line %1"_s.arg(i)}));
}

void TestHeadless::pushesStandardInput()
{
    const auto server = python(u"pull_server"_s, {u"500"_s});
    const auto push =
        zmqscope({u"push"_s, server->nextText(u"bound"_s), u"--seconds"_s, u"20"_s, u"--count"_s, u"500"_s});
    for (int i = 0; i < 500; ++i)
        push->process().write(QByteArray("line " + QByteArray::number(i) + '\n'));
    push->process().closeWriteChannel();
    for (int i = 0; i < 500; ++i)
        QCOMPARE(server->nextText(u"got"_s), u"line %1"_s.arg(i));
    QCOMPARE(push->exitCode(), 0);
}

void TestHeadless::repliesToPython()
{
    const QString here = address(u"rep"_s);
    const auto server = zmqscope(
        {u"rep"_s, u"--bind"_s, here, u"--reply"_s, u"yes"_s, u"--count"_s, u"6"_s, u"--seconds"_s, u"20"_s});
    const auto client = python(u"req_client"_s, {here, u"ada"_s, u"3"_s});
    QCOMPARE(client->next(u"replies"_s).toArray(), (QJsonArray{u"yes"_s, u"yes"_s, u"yes"_s}));
    QCOMPARE(server->exitCode(), 0);
    QCOMPARE(server->lines().size(), 6);
    QVERIFY(server->lines()[0][u"peer"_s].toString().startsWith(u"pid "_s));
}

void TestHeadless::bytesThatAreNoText()
{
    const QString here = address(u"bytes"_s);
    const auto pull = zmqscope({u"pull"_s, u"--bind"_s, here, u"--count"_s, u"2"_s, u"--seconds"_s, u"20"_s});
    const auto push = zmqscope({u"push"_s, here, u"--send"_s, u"\\xff\\x00"_s, u"--send"_s, u"a\\nb"_s,
        u"--seconds"_s, u"20"_s, u"--count"_s, u"2"_s});
    QCOMPARE(push->exitCode(), 0);
    QCOMPARE(pull->exitCode(), 0);
    QCOMPARE(pull->lines().size(), 2);
    QCOMPARE(pull->lines()[0][u"frames"_s].toArray(), (QJsonArray{QJsonObject{{u"base64"_s, u"/wA="_s}}}));
    QCOMPARE(pull->lines()[1][u"frames"_s].toArray(), texts({u"a\nb"_s}));
}

void TestHeadless::profileRuns()
{
    const auto server = python(u"pull_server"_s, {u"20"_s});
    const auto client = python(u"push_client"_s, {u"20"_s});
    QFile file(m_folder.filePath(u"work.zmqscope"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto connects = [](const QString &to) {
        return QJsonArray{QJsonObject{{u"role"_s, u"connect"_s}, {u"address"_s, to}}};
    };
    const QJsonObject bridge{{u"name"_s, u"work"_s}, {u"type"_s, u"PULL"_s},
        {u"endpoints"_s, connects(client->nextText(u"bound"_s))},
        {u"second"_s,
            QJsonObject{{u"type"_s, u"PUSH"_s}, {u"endpoints"_s, connects(server->nextText(u"bound"_s))}}}};
    file.write(
        QJsonDocument(QJsonObject{{u"schemaVersion"_s, 1}, {u"panels"_s, QJsonArray{bridge}}}).toJson());
    file.close();
    const auto work = zmqscope({file.fileName(), u"--count"_s, u"20"_s, u"--seconds"_s, u"20"_s});
    for (int i = 0; i < 20; ++i)
        QCOMPARE(server->nextText(u"got"_s), u"line %1"_s.arg(i));
    QCOMPARE(work->exitCode(), 0);
    QCOMPARE(work->lines().size(), 20);
    QCOMPARE(work->lines()[7][u"dir"_s].toString(), u"forward"_s);
    QCOMPARE(work->lines()[7][u"panel"_s].toString(), u"work"_s);
    QCOMPARE(work->lines()[7][u"frames"_s].toArray(), texts({u"line 7"_s}));
}

void TestHeadless::exitCodes_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::newRow("time ran out") << QStringList{u"sub"_s, address(u"nobody"_s), u"--count"_s, u"1"_s,
        u"--seconds"_s, u"0.2"_s} << 3;
    QTest::newRow("no count asked for")
        << QStringList{u"sub"_s, address(u"nobody"_s), u"--seconds"_s, u"0.2"_s} << 0;
    QTest::newRow("unknown type") << QStringList{u"subb"_s, address(u"nobody"_s)} << 2;
    QTest::newRow("no address") << QStringList{u"sub"_s} << 2;
    QTest::newRow("bad count") << QStringList{u"sub"_s, address(u"nobody"_s), u"--count"_s, u"many"_s} << 2;
    QTest::newRow("cannot bind") << QStringList{u"pull"_s, u"--bind"_s, address(u"none/here"_s),
        u"--seconds"_s, u"0.2"_s} << 1;
    QTest::newRow("no such profile") << QStringList{address(u"none.zmqscope"_s).mid(6), u"--seconds"_s,
        u"0.2"_s} << 1;
}

void TestHeadless::exitCodes()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const int, code);
    PeerProcess program(qEnvironmentVariable("ZMQSCOPE_BINARY"), QStringList{u"--headless"_s} + arguments);
    program.process().closeWriteChannel();
    QCOMPARE(program.exitCode(), code);
    QVERIFY(program.lines().isEmpty());
    QCOMPARE(program.complaint().isEmpty(), code == 0);
}

QTEST_GUILESS_MAIN(TestHeadless)
#include "tst_headless.moc"
