// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/headless/output_writer.h"
#include "core/panel/session.h"

#include <QObject>
#include <QTimer>
#include <optional>
#include <vector>

namespace zmqscope {

/// Prints every message of all panels as a JSON line, once, in the order of time. Stops receiving
/// while the output is slower than the sockets: libzmq then holds what comes, and its peers wait.
class MessagePrinter final : public QObject
{
    Q_OBJECT
public:
    /// @p count messages are printed and no more; all when there is none.
    MessagePrinter(Session &session, OutputWriter &writer, std::optional<qint64> count, QObject *parent = nullptr);

    qint64 printed() const { return m_printed; }
    bool isComplete() const { return m_count && m_printed >= *m_count; }
    /// Prints what is there, however long it takes; the end of the run.
    void printRest();

signals:
    /// count messages have been printed; told once.
    void completed();

private:
    struct Source
    {
        Panel *panel;
        MessageIndex next{1};
    };

    void printSlice();
    bool printOldest();
    std::optional<MessageView> head(Source &source);
    void forgetPrinted();
    void setReceiving(bool on);

    Session &m_session;
    OutputWriter &m_writer;
    std::optional<qint64> m_count;
    std::vector<Source> m_sources;
    QTimer m_goOn;
    qint64 m_printed = 0;
    bool m_toldComplete = false;
};

} // namespace zmqscope
