// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/zmq/endpoint.h"
#include "core/zmq/endpoint_parts.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QHostAddress>
#include <QSet>
#include <QtEndian>
#include <cstring>
#include <dirent.h>
#include <memory>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// The search runs on the GUI thread: better no name than a window that stutters.
constexpr qint64 searchLimitMs = 40;
/// A kernel table larger than this is not read to its end.
constexpr qint64 maxTableBytes = 8 * 1024 * 1024;

using Inodes = QSet<QByteArray>;

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

/// Sockets that listen where @p parts would: the same port on the same or on every address.
Inodes tcpListeners(const EndpointParts &parts)
{
    const std::optional<int> port = portNumber(parts.port);
    if (!port || *port == 0)
        return {};
    QString bare = parts.host;
    if (bare.startsWith(u'[') && bare.endsWith(u']'))
        bare = bare.mid(1, bare.size() - 2);
    const QHostAddress wanted(bare);
    const bool any = isAnyHost(parts.host) || wanted.isNull();
    Inodes inodes;
    for (const QString &table : {u"/proc/net/tcp"_s, u"/proc/net/tcp6"_s}) {
        const QList<QByteArray> lines = tableLines(table);
        for (const QByteArray &line : lines) {
            const QList<QByteArray> fields = line.simplified().split(' ');
            if (fields.size() < 10 || fields.at(3) != "0A") // 0A: listening
                continue;
            const QList<QByteArray> local = fields.at(1).split(':');
            if (local.size() != 2 || local.at(1).toInt(nullptr, 16) != *port)
                continue;
            const QHostAddress held = kernelAddress(local.at(0));
            const bool heldAny =
                held == QHostAddress(QHostAddress::AnyIPv4) || held == QHostAddress(QHostAddress::AnyIPv6);
            if (any || heldAny || held.isEqual(wanted, QHostAddress::TolerantConversion))
                inodes.insert(fields.at(9));
        }
    }
    return inodes;
}

Inodes unixListeners(const QString &path)
{
    constexpr auto acceptsConnections = "00010000"; // __SO_ACCEPTCON in the flags column
    const QByteArray wanted = QFile::encodeName(path);
    Inodes inodes;
    const QList<QByteArray> lines = tableLines(u"/proc/net/unix"_s);
    for (const QByteArray &line : lines) {
        const QList<QByteArray> fields = line.simplified().split(' ');
        // Num RefCount Protocol Flags Type St Inode Path
        if (fields.size() >= 8 && fields.at(3) == acceptsConnections && fields.mid(7).join(' ') == wanted)
            inodes.insert(fields.at(6));
    }
    return inodes;
}

using Directory = std::unique_ptr<DIR, decltype([](DIR *directory) { closedir(directory); })>;

bool holdsAny(const QByteArray &fdFolder, const Inodes &inodes)
{
    const Directory folder(opendir(fdFolder.constData()));
    if (!folder)
        return false; // gone, or another user's
    while (const dirent *entry = readdir(folder.get())) {
        char target[64];
        const QByteArray link = fdFolder + '/' + entry->d_name;
        const ssize_t length = readlink(link.constData(), target, sizeof target);
        const QByteArrayView text(target, length > 0 ? length : 0);
        constexpr QByteArrayView prefix("socket:[");
        if (!text.startsWith(prefix) || !text.endsWith(']'))
            continue;
        if (inodes.contains(text.sliced(prefix.size(), text.size() - prefix.size() - 1).toByteArray()))
            return true;
    }
    return false;
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
        if (program.startsWith(interpreter) && words.size() > 1 && !words.at(1).isEmpty()
            && !words.at(1).startsWith('-'))
            return program + u' ' + baseName(words.at(1));
    }
    return program;
}

} // namespace

QString addressHolder(const QString &address)
{
    const auto self = [] {
        return QCoreApplication::translate("Endpoint", "ZmqScope itself (pid %1)")
            .arg(QCoreApplication::applicationPid());
    };
    const std::optional<EndpointParts> parts = splitAddress(address);
    if (!parts)
        return {};
    if (parts->scheme == "inproc"_L1)
        return self();
    const Inodes inodes = schemeHasPort(parts->scheme) ? tcpListeners(*parts)
        : parts->scheme == "ipc"_L1                    ? unixListeners(parts->host)
                                                       : Inodes();
    if (inodes.isEmpty())
        return {};
    if (holdsAny("/proc/self/fd", inodes))
        return self();
    QElapsedTimer clock;
    clock.start();
    const Directory processes(opendir("/proc"));
    while (const dirent *entry = processes ? readdir(processes.get()) : nullptr) {
        if (entry->d_name[0] < '1' || entry->d_name[0] > '9')
            continue;
        if (clock.hasExpired(searchLimitMs))
            return {};
        const QByteArray pid = entry->d_name;
        if (holdsAny("/proc/" + pid + "/fd", inodes)) {
            return QCoreApplication::translate("Endpoint", "%1 (pid %2)")
                .arg(processName(pid), QString::fromLatin1(pid));
        }
    }
    return {};
}

} // namespace zmqscope
