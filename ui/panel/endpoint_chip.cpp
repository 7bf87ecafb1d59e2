// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panel/endpoint_chip.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QStyleOptionToolButton>
#include <QStylePainter>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {
constexpr int dotSize = 8;
constexpr int padding = 6;
constexpr int gap = 5;
constexpr int maxStateCharacters = 60; ///< of the wish for room; what is longer stands in the tooltip
} // namespace

QString endpointStateText(const EndpointStatus &status)
{
    switch (status.state) {
    case EndpointState::Closed:
        return EndpointChip::tr("closed");
    case EndpointState::Listening:
        // Who came last, and why it went: a peer that speaks no ZMTP leaves no other trace.
        return status.detail.isEmpty() ? EndpointChip::tr("listening")
                                       : EndpointChip::tr("listening: %1").arg(status.detail);
    case EndpointState::Connecting:
        return status.detail.isEmpty() ? EndpointChip::tr("connecting")
                                       : EndpointChip::tr("connecting: %1").arg(status.detail);
    case EndpointState::Connected:
        if (status.endpoint.role == EndpointRole::Connect && status.peers <= 1)
            return EndpointChip::tr("connected");
        return status.peers == 1 ? EndpointChip::tr("connected to 1 peer")
                                 : EndpointChip::tr("connected to %1 peers").arg(status.peers);
    case EndpointState::Failed:
        return status.detail.isEmpty() ? EndpointChip::tr("failed")
                                       : EndpointChip::tr("failed: %1").arg(status.detail);
    }
    return {};
}

theme::Role endpointStateRole(EndpointState state)
{
    switch (state) {
    case EndpointState::Closed:
        return theme::Role::TextFaint;
    case EndpointState::Listening:
        return theme::Role::Info;
    case EndpointState::Connecting:
        return theme::Role::Warning;
    case EndpointState::Connected:
        return theme::Role::Good;
    case EndpointState::Failed:
        return theme::Role::Bad;
    }
    return theme::Role::Text;
}

EndpointChip::EndpointChip(QWidget *parent)
    : QToolButton(parent)
{
    setPopupMode(QToolButton::InstantPopup);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed); // may be narrower than its text: it elides
    setMenu(new QMenu(this));
    connect(menu(), &QMenu::aboutToShow, this, &EndpointChip::fillMenu);
}

void EndpointChip::setStatus(const EndpointStatus &status)
{
    m_status = status;
    const QString state = endpointStateText(status);
    setText(tr("%1 %2: %3").arg(roleText(), addressText(), state));
    setAccessibleName(text());
    QString tip = tr("%1 %2\n%3").arg(roleText(), status.endpoint.address, state);
    if (!status.actualAddress.isEmpty() && status.actualAddress != status.endpoint.address)
        tip += u'\n' + tr("The address it got: %1").arg(status.actualAddress);
    setToolTip(tip);
    updateGeometry();
    update();
}

QString EndpointChip::roleText() const
{
    return m_status.endpoint.role == EndpointRole::Bind ? tr("bind") : tr("connect");
}

QString EndpointChip::addressText() const
{
    const bool resolved = !m_status.actualAddress.isEmpty() && hasWildcardPort(m_status.endpoint.address);
    return resolved ? m_status.actualAddress : m_status.endpoint.address;
}

void EndpointChip::fillMenu()
{
    menu()->clear();
    const QString address = addressText();
    const auto addCopy = [this](const QString &label, const QString &text) {
        menu()->addAction(theme::icon("copy"_L1), label, this, [text] { QApplication::clipboard()->setText(text); });
    };
    addCopy(tr("&Copy %1").arg(address), address);
    if (m_status.endpoint.role == EndpointRole::Bind) {
        const QString reachable = connectableAddress(m_status.actualAddress.isEmpty() ? address : m_status.actualAddress);
        if (!reachable.isEmpty() && reachable != address)
            addCopy(tr("Copy &for a connect: %1").arg(reachable), reachable);
    }
    menu()->addSeparator();
    const bool again = m_status.state == EndpointState::Failed || m_status.state == EndpointState::Connecting
        || (m_status.state == EndpointState::Connected && m_status.endpoint.role == EndpointRole::Connect);
    QAction *retry = menu()->addAction(theme::icon("retry"_L1),
                                       m_status.endpoint.role == EndpointRole::Connect ? tr("C&onnect anew") : tr("&Retry"),
                                       this, &EndpointChip::retryRequested);
    retry->setEnabled(again);
    menu()->addAction(theme::icon("remove"_L1), tr("Re&move"), this, &EndpointChip::removeRequested);
}

QSize EndpointChip::sizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    const int words = metrics.horizontalAdvance(roleText()) + metrics.horizontalAdvance(addressText())
        + metrics.horizontalAdvance(endpointStateText(m_status).left(maxStateCharacters));
    // A little more than the sum: elidedText() counts in fractions of pixels.
    return {words + dotSize + 3 * gap + 2 * padding + 4, metrics.height() + 2 * 3};
}

QSize EndpointChip::minimumSizeHint() const
{
    return {qMin(sizeHint().width(), 120), sizeHint().height()};
}

void EndpointChip::paintEvent(QPaintEvent *)
{
    QStylePainter painter(this);
    QStyleOptionToolButton option;
    initStyleOption(&option);
    style()->drawPrimitive(QStyle::PE_PanelButtonTool, &option, &painter, this);
    const QColor stateColor = theme::color(endpointStateRole(m_status.state));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(stateColor);
    painter.setPen(Qt::NoPen);
    QRect left = rect().adjusted(padding, 0, -padding, 0);
    painter.drawEllipse(QRect(left.x(), (height() - dotSize) / 2, dotSize, dotSize));
    left.setLeft(left.left() + dotSize + gap);

    const auto write = [&](const QString &text, const QColor &color, int width, Qt::TextElideMode mode) {
        const QString shown = fontMetrics().elidedText(text, mode, qMax(0, width));
        painter.setPen(color);
        painter.drawText(left, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
        left.setLeft(left.left() + fontMetrics().horizontalAdvance(shown) + gap);
    };
    write(roleText(), theme::color(theme::Role::TextMuted), left.width(), Qt::ElideRight);
    // When there is not room for both, each keeps its half, or what the other leaves of it.
    const QString state = endpointStateText(m_status);
    const int room = left.width() - gap;
    const int wantsState = fontMetrics().horizontalAdvance(state);
    const int forAddress = qMax(room - wantsState, room / 2);
    write(addressText(), theme::color(theme::Role::Text), forAddress, Qt::ElideMiddle);
    write(state, stateColor, left.width(), Qt::ElideRight);
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(theme::color(theme::Role::Accent));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    }
}

} // namespace zmqscope
