// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/message/json_line.h"

#include "core/base/timestamp_format.h"
#include "core/base/utf8.h"

#include <algorithm>
#include <charconv>

namespace zmqscope {

namespace {

/// Room for everything but names and payload.
constexpr qsizetype lineOverhead = 128;
constexpr qsizetype frameOverhead = 16;

void append(QByteArray &out, QByteArrayView bytes)
{
    out.append(bytes.data(), bytes.size());
}

void appendUnicodeEscape(QByteArray &out, char32_t codePoint)
{
    const auto unit = [&out](char16_t value) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4)
            out.append("0123456789abcdef"[value >> shift & 0xf]);
    };
    if (codePoint > 0xffff) {
        unit(QChar::highSurrogate(codePoint));
        unit(QChar::lowSurrogate(codePoint));
    } else {
        unit(char16_t(codePoint));
    }
}

/// @p text is UTF-8.
void appendString(QByteArray &out, QByteArrayView text)
{
    out.append('"');
    const char *at = text.data();
    const char *const end = at + text.size();
    while (at < end) {
        const char *const run = at;
        while (at < end && *at >= 0x20 && *at < 0x7f && *at != '"' && *at != '\\')
            ++at;
        out.append(run, at - run);
        if (at == end)
            break;
        switch (*at) {
        case '"': out.append("\\\""); ++at; continue;
        case '\\': out.append("\\\\"); ++at; continue;
        case '\n': out.append("\\n"); ++at; continue;
        case '\r': out.append("\\r"); ++at; continue;
        case '\t': out.append("\\t"); ++at; continue;
        default: break;
        }
        const utf8::Step step = utf8::decode(at, end);
        if (utf8::isInvisible(step.codePoint))
            appendUnicodeEscape(out, step.codePoint);
        else
            out.append(at, step.length);
        at += step.length;
    }
    out.append('"');
}

QByteArrayView directionName(Direction direction)
{
    switch (direction) {
    case Direction::In: return "in";
    case Direction::Out: return "out";
    case Direction::Forward: return "forward";
    case Direction::Backward: return "backward";
    }
    return "in";
}

void appendFrame(QByteArray &out, QByteArrayView frame)
{
    if (utf8::firstInvalid(frame) < 0) {
        append(out, "{\"text\":");
        appendString(out, frame);
        out.append('}');
    } else {
        append(out, "{\"base64\":\"");
        out.append(QByteArray::fromRawData(frame.data(), frame.size()).toBase64());
        append(out, "\"}");
    }
}

} // namespace

void appendMessageJsonLine(QByteArray &out, const QString &panel, const MessageView &view,
                           const PeerTable &peers)
{
    const FrameSpan &frames = view.frames;
    const qsizetype needed = out.size() + lineOverhead + panel.size() + frames.totalBytes()
        + frames.count() * frameOverhead;
    if (needed > out.capacity())
        out.reserve(std::max(needed, 2 * out.capacity()));
    append(out, "{\"panel\":");
    appendString(out, panel.toUtf8());
    append(out, ",\"n\":");
    char number[20];
    const auto written = std::to_chars(number, number + sizeof number, view.index.value);
    out.append(number, written.ptr - number);
    append(out, ",\"time\":\"");
    appendIsoUtc(out, view.header.time);
    append(out, "\",\"dir\":\"");
    append(out, directionName(view.header.direction));
    append(out, "\",\"peer\":");
    const QString peer = view.header.peer.value == 0 ? QString() : peers.peer(view.header.peer).label();
    if (peer.isEmpty())
        append(out, "null");
    else
        appendString(out, peer.toUtf8());
    append(out, ",\"frames\":[");
    for (qsizetype i = 0; i < frames.count(); ++i) {
        if (i > 0)
            out.append(',');
        appendFrame(out, frames[i]);
    }
    append(out, "]}");
}

QByteArray messageJsonLine(const QString &panel, const MessageView &view, const PeerTable &peers)
{
    QByteArray line;
    appendMessageJsonLine(line, panel, view, peers);
    return line;
}

} // namespace zmqscope
