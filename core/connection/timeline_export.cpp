// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/timeline_export.h"

#include "core/base/timestamp_format.h"
#include "core/connection/event_text.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <utility>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::TimelineExport)
};

/// As RFC 4180 has it: in quotes where it must be.
QByteArray csvField(const QString &text)
{
    QByteArray field = text.toUtf8();
    if (!field.contains('"') && !field.contains(',') && !field.contains('\n') && !field.contains('\r'))
        return field;
    return '"' + field.replace("\"", "\"\"") + '"';
}

void appendCsv(QByteArray &out, const QString &panel, const ExportedRow &exported)
{
    const TimelineRow &row = exported.row;
    const auto fields = {panel,
                         socketTypeName(exported.socket),
                         QString::number(row.number),
                         isoUtc(row.time),
                         isoUtc(row.last),
                         QString::number(row.count),
                         QString(eventKey(row.event.kind)),
                         QString::number(row.event.value),
                         row.event.endpoint,
                         row.peerAddress,
                         QString::number(row.connection.value),
                         timelineText(row)};
    bool first = true;
    for (const QString &field : fields) {
        if (!std::exchange(first, false))
            out.append(',');
        out.append(csvField(field));
    }
    out.append("\r\n");
}

void appendJson(QByteArray &out, const QString &panel, const ExportedRow &exported)
{
    const TimelineRow &row = exported.row;
    const QJsonObject object{{u"panel"_s, panel},
                             {u"socket"_s, socketTypeName(exported.socket)},
                             {u"number"_s, qint64(row.number)},
                             {u"time"_s, isoUtc(row.time)},
                             {u"last"_s, isoUtc(row.last)},
                             {u"count"_s, row.count},
                             {u"event"_s, eventKey(row.event.kind)},
                             {u"value"_s, qint64(row.event.value)},
                             {u"endpoint"_s, row.event.endpoint},
                             {u"peer"_s, row.peerAddress.isEmpty() ? QJsonValue() : QJsonValue(row.peerAddress)},
                             {u"connection"_s, qint64(row.connection.value)},
                             {u"text"_s, timelineText(row)}};
    out.append(QJsonDocument(object).toJson(QJsonDocument::Compact));
    out.append('\n');
}

Error saveError(const QString &path, const QString &detail)
{
    return {ErrorCode::System, Words::tr("Save %1").arg(path), detail + u'.',
            Words::tr("A file that was there is as it was. Check the folder and the free space, or save elsewhere.")};
}

} // namespace

QLatin1StringView eventKey(ConnectionEventKind kind)
{
    using Kind = ConnectionEventKind;
    switch (kind) {
    case Kind::Connected: return "connected"_L1;
    case Kind::ConnectDelayed: return "connect_delayed"_L1;
    case Kind::ConnectRetried: return "connect_retried"_L1;
    case Kind::Listening: return "listening"_L1;
    case Kind::BindFailed: return "bind_failed"_L1;
    case Kind::Accepted: return "accepted"_L1;
    case Kind::AcceptFailed: return "accept_failed"_L1;
    case Kind::Closed: return "closed"_L1;
    case Kind::CloseFailed: return "close_failed"_L1;
    case Kind::Disconnected: return "disconnected"_L1;
    case Kind::MonitorStopped: return "monitor_stopped"_L1;
    case Kind::HandshakeFailedNoDetail: return "handshake_failed_no_detail"_L1;
    case Kind::HandshakeSucceeded: return "handshake_succeeded"_L1;
    case Kind::HandshakeFailedProtocol: return "handshake_failed_protocol"_L1;
    case Kind::HandshakeFailedAuth: return "handshake_failed_auth"_L1;
    }
    Q_UNREACHABLE();
}

QByteArray exportedTimeline(const QString &panel, const QList<ExportedRow> &rows, TimelineFormat format)
{
    QByteArray out;
    if (format == TimelineFormat::Csv)
        out = "panel,socket,number,time,last,count,event,value,endpoint,peer,connection,text\r\n";
    for (const ExportedRow &row : rows) {
        if (format == TimelineFormat::Csv)
            appendCsv(out, panel, row);
        else
            appendJson(out, panel, row);
    }
    return out;
}

Result<void> saveTimeline(const QString &path, const QString &panel, const QList<ExportedRow> &rows, TimelineFormat format)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return saveError(path, file.errorString());
    const QByteArray text = exportedTimeline(panel, rows, format);
    if (file.write(text) != text.size() || !file.commit())
        return saveError(path, file.errorString());
    return {};
}

} // namespace zmqscope
