// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/send/send_outcome.h"

#include <QCoreApplication>

namespace zmqscope {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SendOutcome", text);
}

} // namespace

SendOutcome outcomeOf(const SendReport &report)
{
    using Status = SendReport::Status;
    if (report.status == Status::Waiting)
        return {tr("Waiting: %1 %2").arg(report.error.detail, report.error.remedy).trimmed(), theme::Role::Warning};
    if (report.status == Status::Refused)
        return {tr("Refused: %1 %2").arg(report.error.detail, report.error.remedy).trimmed(), theme::Role::Bad};
    const QString number = QString::number(report.index.value);
    if (report.flags.testFlag(MessageFlag::NoSubscriber))
        return {tr("Sent as #%1, but no subscriber matched: dropped").arg(number), theme::Role::Warning};
    if (report.flags.testFlag(MessageFlag::DroppedForSlow))
        return {tr("Sent as #%1, but lost for a subscriber at its high-water mark").arg(number), theme::Role::Warning};
    if (report.flags.testFlag(MessageFlag::QueuedOffline))
        return {tr("Queued in libzmq as #%1: no peer connected yet").arg(number), theme::Role::Warning};
    return {tr("Sent as #%1").arg(number), theme::Role::Good};
}

} // namespace zmqscope
