// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QCoreApplication>
#include <QProcess>
#include <chrono>
#include <cstring>
#include <zmq.h>

/// A firehose in a process of its own: PUSH, numbered messages of one size, as fast as it goes.
/// The bench program starts itself in that role: `bench --flood ADDRESS BYTES COUNT`.
namespace flood {

using Seconds = std::chrono::duration<double>;

inline quint64 numberOf(QByteArrayView message)
{
    quint64 number = 0;
    std::memcpy(&number, message.data(), sizeof number);
    return number;
}

/// When argv asks for the role, plays it and returns true.
inline bool play(int argc, char **argv)
{
    if (argc != 5 || qstrcmp(argv[1], "--flood") != 0)
        return false;
    void *context = zmq_ctx_new();
    void *socket = zmq_socket(context, ZMQ_PUSH);
    zmq_connect(socket, argv[2]);
    QByteArray message(atoi(argv[3]), 'x');
    const quint64 count = strtoull(argv[4], nullptr, 10);
    for (quint64 n = 0; n < count; ++n) {
        std::memcpy(message.data(), &n, sizeof n);
        zmq_send(socket, message.constData(), size_t(message.size()), 0);
    }
    zmq_close(socket);
    zmq_ctx_term(context);
    return true;
}

class Sender
{
public:
    Sender(const QString &address, int bytes, qint64 count)
    {
        m_process.start(QCoreApplication::applicationFilePath(),
                        {QStringLiteral("--flood"), address, QString::number(bytes), QString::number(count)});
    }
    ~Sender()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

private:
    QProcess m_process;
};

/// Messages per second of a bare zmq_msg_recv() loop: what everything is measured against.
/// @p hwm as the panel's, so that both have the same room.
inline double bareRate(int bytes, qint64 count, int hwm)
{
    void *context = zmq_ctx_new();
    void *socket = zmq_socket(context, ZMQ_PULL);
    zmq_setsockopt(socket, ZMQ_RCVHWM, &hwm, sizeof hwm);
    zmq_bind(socket, "tcp://127.0.0.1:*");
    char address[256];
    size_t size = sizeof address;
    zmq_getsockopt(socket, ZMQ_LAST_ENDPOINT, address, &size);
    Sender sender(QString::fromUtf8(address), bytes, count);
    zmq_msg_t message;
    zmq_msg_init(&message);
    zmq_msg_recv(&message, socket, 0);
    const auto start = std::chrono::steady_clock::now();
    for (qint64 n = 1; n < count; ++n)
        zmq_msg_recv(&message, socket, 0);
    const Seconds took = std::chrono::steady_clock::now() - start;
    zmq_msg_close(&message);
    zmq_close(socket);
    zmq_ctx_term(context);
    return double(count - 1) / took.count();
}

} // namespace flood
