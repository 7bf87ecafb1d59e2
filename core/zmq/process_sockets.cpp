// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/zmq/process_sockets.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QtEndian>
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#include <functional>
#include <memory>
#include <unistd.h>
#include <vector>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// A kernel table larger than this is not read to its end.
constexpr qint64 maxTableBytes = 8 * 1024 * 1024;

QList<QByteArray> tableLines(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.read(maxTableBytes).split('\n');
}

/// The address of a row of /proc/net/tcp or tcp6: 32-bit words in the byte order of the machine.
QHostAddress kernelAddress(const QByteArray &hex)
{
    bool ok = false;
    if (hex.size() == 8) {
        const quint32 word = hex.toUInt(&ok, 16);
        return QHostAddress(qFromBigEndian(word));
    }
    if (hex.size() != 32)
        return {};
    Q_IPV6ADDR bytes;
    for (int i = 0; i < 4; ++i) {
        const quint32 word = hex.mid(i * 8, 8).toUInt(&ok, 16);
        memcpy(&bytes.c[i * 4], &word, sizeof word);
    }
    return QHostAddress(bytes);
}

using Directory = std::unique_ptr<DIR, decltype([](DIR *directory) { closedir(directory); })>;

/// Moves those of @p wanted that a process has open to @p found.
void takeHeld(const QByteArray &pid, SocketInodes &wanted, QHash<QByteArray, QByteArray> &found)
{
    const QByteArray fdFolder = "/proc/" + pid + "/fd";
    const Directory folder(opendir(fdFolder.constData()));
    if (!folder)
        return; // gone, or another user's
    while (const dirent *entry = wanted.isEmpty() ? nullptr : readdir(folder.get())) {
        char target[64];
        const QByteArray link = fdFolder + '/' + entry->d_name;
        const ssize_t length = readlink(link.constData(), target, sizeof target);
        const QByteArrayView text(target, length > 0 ? length : 0);
        constexpr QByteArrayView prefix("socket:[");
        if (!text.startsWith(prefix) || !text.endsWith(']'))
            continue;
        const QByteArray inode = text.sliced(prefix.size(), text.size() - prefix.size() - 1).toByteArray();
        if (wanted.remove(inode))
            found.insert(inode, pid);
    }
}

/// The youngest first: what a person started last is what they are likeliest to ask for.
std::vector<int> processIds()
{
    std::vector<int> pids;
    const Directory processes(opendir("/proc"));
    while (const dirent *entry = processes ? readdir(processes.get()) : nullptr) {
        if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9')
            pids.push_back(atoi(entry->d_name));
    }
    std::sort(pids.begin(), pids.end(), std::greater());
    return pids;
}

QString baseName(const QByteArray &path)
{
    return QString::fromLocal8Bit(path.mid(path.lastIndexOf('/') + 1)).left(60);
}

/// "python3 feed.py" for a script, the program's name for others.
QString processName(const QByteArray &pid)
{
    QFile file("/proc/"_L1 + QString::fromLatin1(pid) + "/cmdline"_L1);
    const QList<QByteArray> words =
        file.open(QIODevice::ReadOnly) ? file.read(4096).split('\0') : QList<QByteArray>();
    const QString program = words.isEmpty() ? QString() : baseName(words.first());
    if (program.isEmpty()) {
        QFile comm("/proc/"_L1 + QString::fromLatin1(pid) + "/comm"_L1);
        return comm.open(QIODevice::ReadOnly) ? QString::fromLocal8Bit(comm.readAll()).trimmed() : QString();
    }
    for (const auto interpreter : {"python"_L1, "node"_L1, "ruby"_L1, "perl"_L1}) {
        if (!program.startsWith(interpreter))
            continue;
        const auto script = std::find_if(words.cbegin() + 1, words.cend(), [](const QByteArray &word) {
            return word == "-c" || word == "-e" || (!word.isEmpty() && !word.startsWith('-'));
        });
        const bool isNamed = script != words.cend() && !script->startsWith('-'); // "-c" is followed by the program itself
        return isNamed ? QString(program + u' ' + baseName(*script)) : program;
    }
    return program;
}

} // namespace

bool TcpTableRow::isListening() const
{
    return m_fields.at(3) == "0A";
}

int TcpTableRow::portOf(qsizetype field) const
{
    const QByteArray &text = m_fields.at(field);
    return QByteArrayView(text).sliced(text.indexOf(':') + 1).toInt(nullptr, 16);
}

QHostAddress TcpTableRow::addressOf(qsizetype field) const
{
    const QByteArray &text = m_fields.at(field);
    return kernelAddress(text.left(text.indexOf(':')));
}

void visitTcpSockets(const std::function<void(const TcpTableRow &row)> &visit)
{
    for (const QString &table : {u"/proc/net/tcp"_s, u"/proc/net/tcp6"_s}) {
        const QList<QByteArray> lines = tableLines(table);
        for (const QByteArray &line : lines) {
            // sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode
            const QList<QByteArray> fields = line.simplified().split(' ');
            if (fields.size() >= 10 && fields.at(1).contains(':') && fields.at(2).contains(':'))
                visit(TcpTableRow(fields));
        }
    }
}

SocketInodes unixListeners(const QString &path)
{
    constexpr auto acceptsConnections = "00010000"; // __SO_ACCEPTCON in the flags column
    const QByteArray wanted = QFile::encodeName(path);
    SocketInodes inodes;
    const QList<QByteArray> lines = tableLines(u"/proc/net/unix"_s);
    for (const QByteArray &line : lines) {
        const QList<QByteArray> fields = line.simplified().split(' ');
        // Num RefCount Protocol Flags Type St Inode Path
        if (fields.size() >= 8 && fields.at(3) == acceptsConnections && fields.mid(7).join(' ') == wanted)
            inodes.insert(fields.at(6));
    }
    return inodes;
}

QHash<QByteArray, QByteArray> holdersOf(const SocketInodes &inodes, qint64 limitMs)
{
    QHash<QByteArray, QByteArray> found;
    SocketInodes wanted = inodes;
    if (wanted.isEmpty())
        return found;
    const QByteArray own = QByteArray::number(QCoreApplication::applicationPid());
    takeHeld(own, wanted, found);
    QElapsedTimer clock;
    clock.start();
    for (const int pid : processIds()) {
        if (wanted.isEmpty() || clock.hasExpired(limitMs))
            break;
        takeHeld(QByteArray::number(pid), wanted, found);
    }
    return found;
}

QString processText(const QByteArray &pid)
{
    if (pid == QByteArray::number(QCoreApplication::applicationPid())) {
        return QCoreApplication::translate("Endpoint", "ZmqScope itself (pid %1)")
            .arg(QCoreApplication::applicationPid());
    }
    const QString name = processName(pid);
    if (name.isEmpty())
        return QCoreApplication::translate("Endpoint", "pid %1").arg(QString::fromLatin1(pid));
    return QCoreApplication::translate("Endpoint", "%1 (pid %2)").arg(name, QString::fromLatin1(pid));
}

} // namespace zmqscope
