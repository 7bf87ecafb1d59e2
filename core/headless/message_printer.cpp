// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/headless/message_printer.h"

#include "core/message/json_line.h"

#include <QElapsedTimer>
#include <limits>

namespace zmqscope {

namespace {

constexpr qint64 sliceMs = 20; ///< then signals, timers and standard input get their turn

/// While anything is unprinted the log must not push it out; what is printed goes at this size.
constexpr StoreLimits unprintedLimits{std::numeric_limits<qint64>::max() / 2, 0};
constexpr StoreLimits printedLimits{};

} // namespace

MessagePrinter::MessagePrinter(Session &session, OutputWriter &writer, std::optional<qint64> count, QObject *parent)
    : QObject(parent), m_session(session), m_writer(writer), m_count(count)
{
    for (Panel *panel : session.panels()) {
        panel->setHistory(unprintedLimits);
        m_sources.push_back({panel});
    }
    m_goOn.setSingleShot(true);
    connect(&m_goOn, &QTimer::timeout, this, &MessagePrinter::printSlice);
    connect(&session.tick(), &FrameTick::ticked, this, &MessagePrinter::printSlice);
    connect(&writer, &OutputWriter::drained, this, &MessagePrinter::printSlice);
}

void MessagePrinter::printSlice()
{
    QElapsedTimer slice;
    slice.start();
    bool more = !isComplete();
    while (more && !m_writer.isFull() && !slice.hasExpired(sliceMs)) {
        more = printOldest();
        if (m_writer.isFull())
            m_writer.flush();
    }
    m_writer.flush();
    if (!more)
        forgetPrinted();
    setReceiving(!more);
    if (more && !m_writer.isFull())
        m_goOn.start(0); // else drained() goes on
    if (isComplete() && !std::exchange(m_toldComplete, true))
        emit completed();
}

void MessagePrinter::printRest()
{
    while (printOldest()) { }
    m_writer.flush();
}

std::optional<MessageView> MessagePrinter::head(Source &source)
{
    const MessageStore &store = source.panel->store();
    for (; source.next < store.end(); ++source.next.value) {
        const std::optional<MessageView> message = store.at(source.next);
        if (message)
            return message;
    }
    return {};
}

/// False when there is nothing to print.
bool MessagePrinter::printOldest()
{
    if (isComplete())
        return false;
    Source *oldest = nullptr;
    std::optional<MessageView> message;
    for (Source &source : m_sources) {
        const std::optional<MessageView> candidate = head(source);
        if (candidate && (!message || candidate->header.time < message->header.time)) {
            oldest = &source;
            message = candidate;
        }
    }
    if (!oldest)
        return false;
    appendMessageJsonLine(m_writer.buffer(), oldest->panel->name(), *message, oldest->panel->peers());
    m_writer.buffer().append('\n');
    ++oldest->next.value;
    ++m_printed;
    return true;
}

void MessagePrinter::forgetPrinted()
{
    for (const Source &source : m_sources) {
        if (source.panel->store().memoryBytes() <= printedLimits.bytes)
            continue;
        source.panel->setHistory(printedLimits);
        source.panel->setHistory(unprintedLimits);
    }
}

void MessagePrinter::setReceiving(bool on)
{
    for (const Source &source : m_sources)
        source.panel->setReceiving(on);
}

} // namespace zmqscope
