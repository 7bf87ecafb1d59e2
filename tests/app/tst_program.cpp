// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <memory>
#include <zmq.hpp>

using namespace Qt::StringLiterals;

namespace {

/// The program under test, as a process of its own.
class Program
{
public:
    explicit Program(const QStringList &arguments, const QString &standardInput = QProcess::nullDevice())
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
            environment.remove(QString::fromLatin1(name));
        m_process.setProcessEnvironment(environment);
        if (!standardInput.isEmpty())
            m_process.setStandardInputFile(standardInput);
        m_process.start(qEnvironmentVariable("ZMQSCOPE_BINARY"), arguments);
    }
    ~Program()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    QProcess &process() { return m_process; }
    void feed(const QByteArray &bytes)
    {
        m_process.write(bytes);
        m_process.waitForBytesWritten();
    }

    /// The exit code; -1 when it did not end by itself.
    int wait()
    {
        const bool ended = m_process.waitForFinished(20'000);
        collect();
        return ended && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }
    void collect()
    {
        m_output += m_process.readAllStandardOutput();
        m_errors += m_process.readAllStandardError();
    }
    const QByteArray &output() const { return m_output; }
    const QByteArray &errors() const { return m_errors; }

    /// The address it listens on, as it tells on standard error.
    QString listensOn()
    {
        m_process.setReadChannel(QProcess::StandardError); // what waitForReadyRead() waits for
        while (true) {
            collect();
            const qsizetype at = m_errors.indexOf("listens on ");
            const qsizetype end = m_errors.indexOf('\n', std::max<qsizetype>(at, 0));
            if (at >= 0 && end >= 0)
                return QString::fromUtf8(m_errors.mid(at + 11, end - at - 11));
            if (!m_process.waitForReadyRead(10'000) && m_process.state() == QProcess::NotRunning)
                return {};
        }
    }
    QList<QJsonObject> lines()
    {
        collect();
        QList<QJsonObject> objects;
        for (const QByteArray &line : m_output.split('\n')) {
            if (!line.isEmpty())
                objects.append(QJsonDocument::fromJson(line).object());
        }
        return objects;
    }
    /// "in hello", "out ÿ…base64" for each message.
    QStringList messages()
    {
        QStringList texts;
        for (const QJsonObject &line : lines()) {
            QString text = line[u"dir"].toString();
            for (const QJsonValue &frame : line[u"frames"].toArray())
                text += u' ' + (frame[u"text"].isString() ? frame[u"text"].toString() : u"base64:"_s + frame[u"base64"].toString());
            texts.append(text);
        }
        return texts;
    }

private:
    QProcess m_process;
    QByteArray m_output;
    QByteArray m_errors;
};

struct Peer
{
    Peer(zmq::socket_type type) : socket(context, type)
    {
        socket.set(zmq::sockopt::rcvtimeo, 10'000);
        socket.set(zmq::sockopt::sndtimeo, 10'000);
        socket.set(zmq::sockopt::linger, 10'000);
    }
    QString bind()
    {
        socket.bind("tcp://127.0.0.1:*");
        return QString::fromStdString(socket.get(zmq::sockopt::last_endpoint));
    }
    void send(const QByteArray &bytes) { socket.send(zmq::buffer(bytes.constData(), size_t(bytes.size())), zmq::send_flags::none); }
    QByteArray receive()
    {
        zmq::message_t message;
        return socket.recv(message) ? QByteArray(message.data<char>(), qsizetype(message.size())) : "nothing"_ba;
    }

    zmq::context_t context;
    zmq::socket_t socket;
};

} // namespace

class ProgramTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(QFile::exists(qEnvironmentVariable("ZMQSCOPE_BINARY"))); }

    void help();
    void version();
    void wrongUsage();
    void noDisplay();
    void missingProfile();
    void brokenProfileRunsWhatItCan();
    void addressInUse();
    void requestAndReply();
    void everyByteIsPrinted();
    void countOfReceived();
    void timeRunsOut();
    void timeWithoutCount();
    void sentBeforeItEnds();
    void waitsForItsPeer();
    void nobodyComes();
    void linesOfStandardInput();
    void requestsWaitForTheirTurn();
    void firstPublishedArrives();
    void interrupted_data();
    void interrupted();
    void readerGoesAway();
    void outputCannotBeWritten();
    void slowReaderLosesNothing();
    void profileWithBridge();
};

void ProgramTest::help()
{
    Program program({u"--help"_s});
    QCOMPARE(program.wait(), 0);
    QVERIFY(program.output().contains("--headless"));
    QCOMPARE(program.errors(), ""_ba);
}

void ProgramTest::version()
{
    Program program({u"--version"_s});
    QCOMPARE(program.wait(), 0);
    QVERIFY(program.output().startsWith("zmqscope "));
}

void ProgramTest::wrongUsage()
{
    Program program({u"sub"_s, u"tcp://*:x"_s, u"--headless"_s});
    QCOMPARE(program.wait(), 2);
    QCOMPARE(program.output(), ""_ba);
    QVERIFY(program.errors().contains("--help"));
}

void ProgramTest::noDisplay()
{
    Program program({});
    QCOMPARE(program.wait(), 1);
    QVERIFY(program.errors().contains("--headless"));
}

void ProgramTest::missingProfile()
{
    Program program({u"/no/such.zmqscope"_s, u"--headless"_s});
    QCOMPARE(program.wait(), 1);
    QVERIFY(program.errors().contains("/no/such.zmqscope"));
}

void ProgramTest::brokenProfileRunsWhatItCan()
{
    Peer peer(zmq::socket_type::push);
    const QString address = peer.bind();
    QTemporaryDir dir;
    QFile file(dir.filePath(u"x.zmqscope"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QByteArray profile = "{\"schemaVersion\": 1, \"panels\": [\n{\"type\": \"NONE\"},\n{\"name\": \"p\", \"type\": \"PULL\", "
                               "\"endpoints\": [{\"role\": \"connect\", \"address\": \"" + address.toUtf8() + "\"}]}]}";
    file.write(profile);
    file.close();
    Program program({file.fileName(), u"--headless"_s, u"--count"_s, u"1"_s, u"--seconds"_s, u"10"_s});
    peer.send("hello");
    QCOMPARE(program.wait(), 0);
    QCOMPARE(program.messages(), QStringList{u"in hello"_s});
    QCOMPARE(program.lines().first()[u"panel"].toString(), u"p"_s);
    QVERIFY(program.errors().contains("x.zmqscope:2: panels[0].type:"));
}

void ProgramTest::addressInUse()
{
    Peer peer(zmq::socket_type::pull);
    const QString address = peer.bind();
    Program program({u"pull"_s, u"--bind"_s, address, u"--headless"_s});
    QCOMPARE(program.wait(), 1);
    QVERIFY(program.errors().contains(address.toUtf8()));
}

void ProgramTest::requestAndReply()
{
    Program server({u"rep"_s, u"tcp://127.0.0.1:*"_s, u"--reply"_s, u"server response"_s, u"--headless"_s, u"--count"_s, u"2"_s});
    const QString address = server.listensOn();
    Program client({u"req"_s, address, u"--send"_s, u"hello"_s, u"--headless"_s, u"--count"_s, u"2"_s});
    QCOMPARE(client.wait(), 0);
    QCOMPARE(client.messages(), (QStringList{u"out hello"_s, u"in server response"_s}));
    QCOMPARE(server.wait(), 0);
    QCOMPARE(server.messages(), (QStringList{u"in hello"_s, u"out server response"_s}));
}

void ProgramTest::everyByteIsPrinted()
{
    Peer peer(zmq::socket_type::push);
    Program program({u"pull"_s, peer.bind(), u"--headless"_s, u"--count"_s, u"2"_s});
    QByteArray all;
    for (int c = 0; c < 256; ++c)
        all.append(char(c));
    peer.socket.send(zmq::buffer(all.constData(), size_t(all.size())), zmq::send_flags::sndmore);
    peer.send("");
    peer.send("line\nbreak \"你好\" \x01");
    QCOMPARE(program.wait(), 0);
    QCOMPARE(program.messages(), (QStringList{QString(u"in base64:" + QString::fromLatin1(all.toBase64()) + u' '),
                                              u"in line\nbreak \"你好\" \x01"_s}));
    QCOMPARE(program.output().count('\n'), 2);
}

void ProgramTest::countOfReceived()
{
    Peer peer(zmq::socket_type::push);
    Program program({u"pull"_s, peer.bind(), u"--headless"_s, u"--count"_s, u"3"_s});
    for (int i = 0; i < 10; ++i)
        peer.send(QByteArray::number(i));
    QCOMPARE(program.wait(), 0);
    QCOMPARE(program.messages(), (QStringList{u"in 0"_s, u"in 1"_s, u"in 2"_s}));
}

void ProgramTest::timeRunsOut()
{
    Peer peer(zmq::socket_type::push);
    Program program({u"pull"_s, peer.bind(), u"--headless"_s, u"--count"_s, u"2"_s, u"--seconds"_s, u"1"_s});
    peer.send("a");
    QCOMPARE(program.wait(), 3);
    QCOMPARE(program.messages(), QStringList{u"in a"_s});
    QVERIFY(program.errors().contains("1 of 2"));
}

void ProgramTest::timeWithoutCount()
{
    Program program({u"pull"_s, u"tcp://127.0.0.1:*"_s, u"--headless"_s, u"--seconds"_s, u"0.2"_s});
    QCOMPARE(program.wait(), 0);
    QCOMPARE(program.output(), ""_ba);
}

void ProgramTest::sentBeforeItEnds()
{
    Peer peer(zmq::socket_type::pull);
    const QString address = peer.bind();
    const QByteArray large(2'000'000, 'x');
    QTemporaryDir dir;
    QFile file(dir.filePath(u"line"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(large);
    file.close();
    Program program({u"push"_s, address, u"--headless"_s, u"--count"_s, u"1"_s}, file.fileName());
    QCOMPARE(program.wait(), 0);
    QVERIFY(peer.receive() == large);
}

void ProgramTest::waitsForItsPeer()
{
    // An address where nobody is yet: what was sent must not go away with the program.
    QString address;
    {
        Peer gone(zmq::socket_type::pull);
        address = gone.bind();
    }
    Program program({u"push"_s, address, u"--send"_s, u"hi"_s, u"--headless"_s, u"--count"_s, u"1"_s, u"--seconds"_s, u"100"_s});
    QVERIFY(program.process().waitForReadyRead(10'000));
    QVERIFY(!program.process().waitForFinished(300));
    Peer peer(zmq::socket_type::pull);
    peer.socket.bind(address.toStdString());
    QCOMPARE(peer.receive(), "hi"_ba);
    QCOMPARE(program.wait(), 0);
}

void ProgramTest::nobodyComes()
{
    Program bound({u"push"_s, u"--bind"_s, u"tcp://127.0.0.1:*"_s, u"--send"_s, u"hi"_s, u"--headless"_s, u"--seconds"_s, u"0.3"_s});
    QCOMPARE(bound.wait(), 1);
    QCOMPARE(bound.output(), ""_ba);
    Program counted({u"push"_s, u"--bind"_s, u"tcp://127.0.0.1:*"_s, u"--send"_s, u"hi"_s, u"--headless"_s, u"--count"_s, u"1"_s, u"--seconds"_s, u"0.3"_s});
    QCOMPARE(counted.wait(), 3);
}

void ProgramTest::linesOfStandardInput()
{
    Peer peer(zmq::socket_type::pull);
    Program program({u"push"_s, peer.bind(), u"--send"_s, u"first"_s, u"--headless"_s, u"--count"_s, u"4"_s}, {});
    program.feed("a\\n\n\n你好");
    program.process().closeWriteChannel();
    QCOMPARE(program.wait(), 0);
    // Lines go as they stand: no escapes in them.
    for (const char *expected : {"first", "a\\n", "", "你好"})
        QCOMPARE(peer.receive(), QByteArray(expected));
}

void ProgramTest::requestsWaitForTheirTurn()
{
    Peer peer(zmq::socket_type::rep);
    Program program({u"req"_s, peer.bind(), u"--headless"_s, u"--count"_s, u"6"_s}, {});
    program.feed("1\n2\n3\n");
    for (const char *expected : {"1", "2", "3"}) {
        QCOMPARE(peer.receive(), QByteArray(expected));
        peer.send("ok");
    }
    QCOMPARE(program.wait(), 0);
    QCOMPARE(program.messages(), (QStringList{u"out 1"_s, u"in ok"_s, u"out 2"_s, u"in ok"_s, u"out 3"_s, u"in ok"_s}));
}

void ProgramTest::firstPublishedArrives()
{
    Peer peer(zmq::socket_type::sub);
    peer.socket.set(zmq::sockopt::subscribe, "n");
    Program program({u"pub"_s, peer.bind(), u"--send"_s, u"news"_s, u"--headless"_s, u"--count"_s, u"1"_s});
    QCOMPARE(peer.receive(), "news"_ba);
    QCOMPARE(program.wait(), 0);
    // The subscription that a PUB panel learns of is no message.
    QCOMPARE(program.messages(), QStringList{u"out news"_s});
}

void ProgramTest::interrupted_data()
{
    QTest::addColumn<int>("number");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
}

void ProgramTest::interrupted()
{
    QFETCH(int, number);
    Peer peer(zmq::socket_type::push);
    Program program({u"pull"_s, peer.bind(), u"--headless"_s});
    peer.send("a");
    QVERIFY(program.process().waitForReadyRead(10'000));
    QCOMPARE(::kill(pid_t(program.process().processId()), number), 0);
    QCOMPARE(program.wait(), 0);
    QCOMPARE(program.messages(), QStringList{u"in a"_s});
}

void ProgramTest::readerGoesAway()
{
    Peer peer(zmq::socket_type::push);
    const QString address = peer.bind();
    QProcess shell;
    shell.start(u"/bin/sh"_s, {u"-c"_s, u"{ \"$ZMQSCOPE_BINARY\" pull %1 --headless < /dev/null; echo code $? >&2; } | head -n 1"_s.arg(address)});
    peer.send("a");
    QVERIFY(shell.waitForReadyRead(10'000));
    // The second message finds the pipe closed; head needs a moment to have ended.
    while (!shell.waitForFinished(100))
        peer.send("b");
    QVERIFY(shell.readAllStandardOutput().contains("\"a\""));
    QCOMPARE(shell.readAllStandardError().trimmed(), "code 0"_ba);
}

void ProgramTest::outputCannotBeWritten()
{
    Peer peer(zmq::socket_type::push);
    const QString address = peer.bind();
    QProcess shell;
    shell.start(u"/bin/sh"_s, {u"-c"_s, u"exec \"$ZMQSCOPE_BINARY\" pull %1 --headless > /dev/full < /dev/null"_s.arg(address)});
    peer.send("a");
    QVERIFY(shell.waitForFinished(20'000));
    QCOMPARE(shell.exitCode(), 1);
    QVERIFY(!shell.readAllStandardError().isEmpty());
}

void ProgramTest::slowReaderLosesNothing()
{
    constexpr int count = 200'000;
    Peer peer(zmq::socket_type::push);
    const QString address = peer.bind();
    QProcess shell;
    // Nobody reads for a while: the pipe, and then the program's own buffer, fill up.
    shell.start(u"/bin/sh"_s, {u"-c"_s, u"\"$ZMQSCOPE_BINARY\" pull %1 --headless --count %2 < /dev/null | (sleep 1; wc -l)"_s
                                            .arg(address).arg(count)});
    const QByteArray payload(100, 'x');
    for (int i = 0; i < count; ++i)
        peer.send(payload);
    QVERIFY(shell.waitForFinished(30'000));
    QCOMPARE(shell.readAllStandardOutput().trimmed().toInt(), count);
}

void ProgramTest::profileWithBridge()
{
    Peer source(zmq::socket_type::push);
    Peer target(zmq::socket_type::pull);
    QTemporaryDir dir;
    QFile file(dir.filePath(u"bridge.zmqscope"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QByteArray profile = "{\"schemaVersion\": 1, \"panels\": [{\"name\": \"work\", \"type\": \"PULL\", \"endpoints\": "
                               "[{\"role\": \"connect\", \"address\": \"" + source.bind().toUtf8() + "\"}], \"second\": {\"type\": \"PUSH\", "
                               "\"endpoints\": [{\"role\": \"connect\", \"address\": \"" + target.bind().toUtf8() + "\"}]}}]}";
    file.write(profile);
    file.close();
    Program program({file.fileName(), u"--headless"_s, u"--count"_s, u"2"_s});
    source.send("a");
    source.send("b");
    QCOMPARE(target.receive(), "a"_ba);
    QCOMPARE(target.receive(), "b"_ba);
    QCOMPARE(program.wait(), 0);
    QCOMPARE(program.messages(), (QStringList{u"forward a"_s, u"forward b"_s}));
}

QTEST_GUILESS_MAIN(ProgramTest)
#include "tst_program.moc"
