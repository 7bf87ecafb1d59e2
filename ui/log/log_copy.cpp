// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/log_copy.h"

#include "core/codec/copy_formats.h"
#include "core/message/json_line.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace zmqscope {

using namespace Qt::StringLiterals;

namespace {

QString rowText(
    const LogModel &model, const QList<LogColumnLayout::Item> &columns, int row, const MessageView &message)
{
    QStringList cells;
    for (const LogColumnLayout::Item &item : columns) {
        if (item.visible)
            cells += model.cellText(item.column, row, message, CopiedMessages::maxPayloadBytes);
    }
    return cells.join(u'\t');
}

/// One frame a line.
QString framesText(const FrameSpan &frames, QString (*format)(QByteArrayView))
{
    QString text;
    for (qsizetype i = 0; i < frames.count(); ++i) {
        if (i > 0)
            text += u'\n';
        text += format(frames[i]);
    }
    return text;
}

} // namespace

CopiedMessages copySelected(
    const LogTable &table, CopyFormat format, const QString &panelName, const PeerTable &peers)
{
    const LogModel &model = table.logModel();
    const QList<LogColumnLayout::Item> columns = table.columnLayout().items;
    const QList<LogTable::RowRange> ranges = table.selectedRanges();
    CopiedMessages result;
    for (const LogTable::RowRange range : ranges)
        result.selected += qint64(range.last) - range.first + 1;

    const bool byFrame =
        format == CopyFormat::Text || format == CopyFormat::Hex || format == CopyFormat::Base64;
    QStringList pieces;
    qint64 bytes = 0;
    bool severalFrames = false;
    bool full = false;
    for (const LogTable::RowRange range : ranges) {
        for (int row = range.first; row <= range.last && !full; ++row) {
            const auto message = model.viewAt(row);
            if (!message) { // the store dropped it just now
                --result.selected;
                continue;
            }
            bytes += message->frames.totalBytes();
            full = bytes > CopiedMessages::maxPayloadBytes || result.copied == CopiedMessages::maxMessages;
            if (full)
                break;
            ++result.copied;
            severalFrames |= message->frames.count() > 1;
            switch (format) {
            case CopyFormat::Rows:
                pieces += rowText(model, columns, row, *message);
                break;
            case CopyFormat::Text:
                pieces += framesText(message->frames, plainText);
                break;
            case CopyFormat::Hex:
                pieces += framesText(message->frames, hexText);
                break;
            case CopyFormat::Base64:
                pieces += framesText(message->frames, base64Text);
                break;
            case CopyFormat::JsonLines:
                pieces += QString::fromUtf8(messageJsonLine(panelName, *message, peers));
                break;
            case CopyFormat::PythonLiteral:
                pieces += pythonLiteral(message->frames);
                break;
            }
        }
    }
    // A blank line tells where a message ends when its frames stand on lines of their own.
    result.text = pieces.join(byFrame && severalFrames ? u"\n\n"_s : u"\n"_s);
    return result;
}

QString CopiedMessages::notice() const
{
    const QLocale locale;
    if (copied == selected)
        return {};
    if (copied == 0)
        return QCoreApplication::translate("CopiedMessages",
            "Not copied: the message is larger than %1. Save it from the inspector instead.")
            .arg(locale.formattedDataSize(maxPayloadBytes, 0, QLocale::DataSizeIecFormat));
    return QCoreApplication::translate("CopiedMessages",
        "Copied the first %1 of %2 messages: the clipboard takes at most %3 messages or %4 at a time.")
        .arg(locale.toString(copied), locale.toString(selected), locale.toString(maxMessages),
            locale.formattedDataSize(maxPayloadBytes, 0, QLocale::DataSizeIecFormat));
}

} // namespace zmqscope
