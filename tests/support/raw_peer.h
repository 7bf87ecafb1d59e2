// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QList>
#include <QString>
#include <QThread>
#include <optional>
#include <zmq.hpp>

namespace zmqscope::test {

using Frames = QList<QByteArray>;

/// A ZeroMQ program on the other end, in the bare terms of libzmq. Never blocks: what it waits for
/// comes from panels on the same thread, so their event loop goes on meanwhile.
class RawPeer {
public:
    RawPeer(zmq::context_t &context, zmq::socket_type type)
        : m_socket(context, type)
    {
        m_socket.set(zmq::sockopt::linger, 0);
    }

    zmq::socket_t &socket() { return m_socket; }
    QString bind(const char *address = "tcp://127.0.0.1:*")
    {
        m_socket.bind(address);
        return QString::fromStdString(m_socket.get(zmq::sockopt::last_endpoint));
    }
    void connect(const QString &address) { m_socket.connect(address.toStdString()); }

    /// False when libzmq does not take it now.
    bool trySend(const Frames &frames)
    {
        for (qsizetype i = 0; i < frames.size(); ++i) {
            zmq::message_t part(frames[i].constData(), size_t(frames[i].size()));
            const auto more = i + 1 < frames.size() ? zmq::send_flags::sndmore : zmq::send_flags::none;
            if (!m_socket.send(part, more | zmq::send_flags::dontwait))
                return false;
        }
        return true;
    }
    /// Tries until libzmq takes it.
    bool send(const Frames &frames, int timeoutMs = 5000)
    {
        for (QDeadlineTimer limit(timeoutMs); !limit.hasExpired(); QThread::usleep(200)) {
            if (trySend(frames))
                return true;
            QCoreApplication::processEvents();
        }
        return false;
    }

    std::optional<Frames> tryReceive()
    {
        Frames frames;
        do {
            zmq::message_t part;
            if (!m_socket.recv(part, zmq::recv_flags::dontwait))
                return std::nullopt;
            frames.append(QByteArray(part.data<char>(), qsizetype(part.size())));
        } while (m_socket.get(zmq::sockopt::rcvmore));
        return frames;
    }
    /// Empty when nothing came in time.
    Frames receive(int timeoutMs = 5000)
    {
        for (QDeadlineTimer limit(timeoutMs); !limit.hasExpired(); QThread::usleep(200)) {
            if (std::optional<Frames> frames = tryReceive())
                return *frames;
            QCoreApplication::processEvents();
        }
        return {};
    }

private:
    zmq::socket_t m_socket;
};

} // namespace zmqscope::test
