// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/unsent_guard.h"

#include "core/panel/panel.h"
#include "ui/main_window/notice_bar.h"

#include <QMessageBox>
#include <QPushButton>
#include <utility>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {
constexpr int checkMs = 50;
}

UnsentGuard::UnsentGuard(QWidget *window, NoticeBar &notices)
    : QObject(window)
    , m_window(window)
    , m_notices(notices)
{
    m_timer.setInterval(checkMs);
    connect(&m_timer, &QTimer::timeout, this, &UnsentGuard::check);
}

bool UnsentGuard::mayClose(const QList<Panel *> &panels, std::function<void()> later)
{
    if (isWaiting())
        m_notices.dismiss();
    m_panels.clear();
    QStringList names;
    for (Panel *panel : panels) {
        if (panel->unsentMessages() > 0) {
            m_panels << panel;
            names << panel->name();
        }
    }
    if (m_panels.isEmpty())
        return true;

    const qint64 count = unsent();
    const QString text = count == 1
        ? tr("1 message of %1 has not gone out yet.").arg(names.join(u", "_s))
        : tr("%1 messages of %2 have not gone out yet.").arg(count).arg(names.join(u", "_s));
    QMessageBox question(QMessageBox::Question, tr("Unsent messages"), text, QMessageBox::NoButton, m_window);
    question.setInformativeText(tr("Nobody has taken what was sent. If you close now, it is lost."));
    QPushButton *discard = question.addButton(tr("Discard"), QMessageBox::DestructiveRole);
    QPushButton *wait =
        question.addButton(tr("Wait up to %1 s").arg(maxWaitMs / 1000), QMessageBox::AcceptRole);
    question.addButton(QMessageBox::Cancel);
    question.setDefaultButton(wait);
    question.exec();
    if (question.clickedButton() == discard)
        return true;
    if (question.clickedButton() != wait)
        return false;

    m_later = std::move(later);
    m_deadline.setRemainingTime(maxWaitMs);
    m_timer.start();
    m_notices.tell(NoticeBar::Level::Info,
        tr("Waiting up to %1 s for unsent messages of %2…").arg(maxWaitMs / 1000).arg(names.join(u", "_s)),
        {{tr("Discard now"), [this] { finish(true); }}}, 0, [this] { finish(false); });
    return false;
}

qint64 UnsentGuard::unsent() const
{
    qint64 count = 0;
    for (const QPointer<Panel> &panel : m_panels)
        count += panel ? panel->unsentMessages() : 0;
    return count;
}

void UnsentGuard::check()
{
    if (unsent() == 0 || m_deadline.hasExpired())
        finish(true);
}

void UnsentGuard::finish(bool proceed)
{
    if (!isWaiting())
        return;
    m_timer.stop();
    const auto later = std::exchange(m_later, {});
    m_notices.dismiss();
    if (proceed && later)
        later();
}

} // namespace zmqscope
