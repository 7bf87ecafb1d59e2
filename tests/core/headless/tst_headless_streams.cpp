// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/headless/line_reader.h"
#include "core/headless/output_writer.h"

#include <QSignalSpy>
#include <QTest>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

using namespace zmqscope;
using namespace Qt::StringLiterals;

namespace {

/// Both ends of a pipe; closed when it goes away.
struct Pipe
{
    Pipe()
    {
        if (::pipe2(fds, O_CLOEXEC) != 0)
            qFatal("no pipe");
    }
    ~Pipe()
    {
        closeRead();
        closeWrite();
    }
    void closeRead() { closeOne(fds[0]); }
    void closeWrite() { closeOne(fds[1]); }
    static void closeOne(int &fd)
    {
        if (fd >= 0)
            ::close(std::exchange(fd, -1));
    }

    /// All that the pipe holds now.
    QByteArray take()
    {
        QByteArray bytes(1 << 20, Qt::Uninitialized);
        ::fcntl(fds[0], F_SETFL, O_NONBLOCK);
        bytes.resize(std::max<ssize_t>(0, ::read(fds[0], bytes.data(), size_t(bytes.size()))));
        return bytes;
    }

    int fds[2];
};

QByteArray numbers(int bytes)
{
    QByteArray text;
    for (int i = 0; text.size() < bytes; ++i)
        text += QByteArray::number(i) + '\n';
    return text;
}

} // namespace

class HeadlessStreamsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { std::signal(SIGPIPE, SIG_IGN); }
    void writesAtOnceWhatFits();
    void slowReaderGetsEverything();
    void fullAtTheLimit();
    void tellsWhenTheReaderIsGone();
    void tellsWhatFailed();
    void linesAsTheyCome();
    void lastLineWithoutBreak();
    void pausedReaderWaits();
    void tooLongALineEndsIt();
};

void HeadlessStreamsTest::writesAtOnceWhatFits()
{
    Pipe pipe;
    OutputWriter writer(pipe.fds[1]);
    writer.buffer() += "hello\n";
    writer.flush();
    QCOMPARE(writer.backlog(), 0);
    QCOMPARE(pipe.take(), "hello\n"_ba);
}

void HeadlessStreamsTest::slowReaderGetsEverything()
{
    Pipe pipe;
    OutputWriter writer(pipe.fds[1]);
    QSignalSpy drained(&writer, &OutputWriter::drained);
    const QByteArray all = numbers(5'000'000);
    writer.buffer() += all;
    writer.flush(); // more than a pipe holds: must come back all the same
    QVERIFY(writer.backlog() > 0);
    QCOMPARE(drained.size(), 0);
    QByteArray read;
    while (drained.isEmpty()) {
        read += pipe.take();
        QCoreApplication::processEvents();
    }
    read += pipe.take();
    QCOMPARE(read.size(), all.size());
    QVERIFY(read == all);
    QCOMPARE(writer.backlog(), 0);
}

void HeadlessStreamsTest::fullAtTheLimit()
{
    Pipe pipe;
    OutputWriter writer(pipe.fds[1]);
    writer.buffer() += QByteArray(OutputWriter::fullBytes - 1, 'x');
    QVERIFY(!writer.isFull());
    writer.buffer() += 'x';
    QVERIFY(writer.isFull());
}

void HeadlessStreamsTest::tellsWhenTheReaderIsGone()
{
    Pipe pipe;
    OutputWriter writer(pipe.fds[1]);
    QSignalSpy gone(&writer, &OutputWriter::readerGone);
    pipe.closeRead();
    writer.buffer() += "hello\n";
    writer.flush();
    writer.buffer() += "again\n";
    writer.flush();
    QCOMPARE(gone.size(), 1);
    QCOMPARE(writer.backlog(), 0);
}

void HeadlessStreamsTest::tellsWhatFailed()
{
    const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
    QVERIFY(full >= 0);
    {
        OutputWriter writer(full);
        QSignalSpy failed(&writer, &OutputWriter::failed);
        writer.buffer() += "hello\n";
        writer.flush();
        QCOMPARE(failed.size(), 1);
        QVERIFY(!failed.first().first().toString().isEmpty());
    }
    ::close(full);
}

void HeadlessStreamsTest::linesAsTheyCome()
{
    Pipe pipe;
    LineReader reader(pipe.fds[0]);
    QSignalSpy lines(&reader, &LineReader::lineRead);
    QCOMPARE(::write(pipe.fds[1], "a\n\nb\0c\r\nrest", 12), 12);
    QTRY_COMPARE(lines.size(), 3);
    QCOMPARE(lines[0][0].toByteArray(), "a"_ba);
    QCOMPARE(lines[1][0].toByteArray(), ""_ba);
    QCOMPARE(lines[2][0].toByteArray(), QByteArray("b\0c\r", 4));
    QCOMPARE(::write(pipe.fds[1], " of it\n", 7), 7);
    QTRY_COMPARE(lines.size(), 4);
    QCOMPARE(lines[3][0].toByteArray(), "rest of it"_ba);
}

void HeadlessStreamsTest::lastLineWithoutBreak()
{
    Pipe pipe;
    LineReader reader(pipe.fds[0]);
    QSignalSpy lines(&reader, &LineReader::lineRead);
    QCOMPARE(::write(pipe.fds[1], "end", 3), 3);
    pipe.closeWrite();
    QTRY_COMPARE(lines.size(), 1);
    QCOMPARE(lines[0][0].toByteArray(), "end"_ba);
}

void HeadlessStreamsTest::pausedReaderWaits()
{
    Pipe pipe;
    Pipe other;
    LineReader reader(pipe.fds[0]);
    LineReader witness(other.fds[0]);
    QSignalSpy lines(&reader, &LineReader::lineRead);
    QSignalSpy witnessed(&witness, &LineReader::lineRead);
    reader.setPaused(true);
    QCOMPARE(::write(pipe.fds[1], "a\n", 2), 2);
    QCOMPARE(::write(other.fds[1], "b\n", 2), 2);
    QTRY_COMPARE(witnessed.size(), 1);
    QCOMPARE(lines.size(), 0);
    reader.setPaused(false);
    QTRY_COMPARE(lines.size(), 1);
}

void HeadlessStreamsTest::tooLongALineEndsIt()
{
    Pipe pipe;
    LineReader reader(pipe.fds[0]);
    QSignalSpy failed(&reader, &LineReader::failed);
    QSignalSpy lines(&reader, &LineReader::lineRead);
    const QByteArray block(32 * 1024, 'x');
    qint64 written = 0;
    const auto fill = [&](qint64 upTo) {
        while (written < upTo && failed.isEmpty()) {
            const ssize_t size = ::write(pipe.fds[1], block.constData(), size_t(std::min<qint64>(block.size(), upTo - written)));
            written += std::max<ssize_t>(0, size);
            QCoreApplication::processEvents();
        }
    };
    fill(LineReader::maxLineBytes);
    QCOMPARE(failed.size(), 0);
    fill(LineReader::maxLineBytes + 1);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(lines.size(), 0);
}

QTEST_GUILESS_MAIN(HeadlessStreamsTest)
#include "tst_headless_streams.moc"
