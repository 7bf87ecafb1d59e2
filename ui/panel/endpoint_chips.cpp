// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panel/endpoint_chips.h"

#include "ui/controls/flow_layout.h"
#include "ui/panel/add_endpoint_popup.h"
#include "ui/panel/endpoint_chip.h"

#include <QToolButton>

using namespace Qt::StringLiterals;

namespace zmqscope {

EndpointChips::EndpointChips(Channel &channel, FlowLayout *flow, QWidget *parent)
    : QObject(parent)
    , m_channel(channel)
    , m_flow(flow)
    , m_parent(parent)
    , m_add(new QToolButton(parent))
{
    m_add->setIcon(theme::icon("add"_L1));
    m_add->setAutoRaise(true);
    m_add->setToolTip(tr("Add an endpoint"));
    m_add->setAccessibleName(m_add->toolTip());
    flow->addWidget(m_add);
    connect(m_add, &QToolButton::clicked, this, &EndpointChips::openAddPopup);
    connect(&channel, &Channel::stateChanged, this, &EndpointChips::follow);
    follow();
}

void EndpointChips::openAddPopup()
{
    (new AddEndpointPopup(m_channel, m_parent))->popUp(m_add);
}

void EndpointChips::follow()
{
    const QList<EndpointStatus> &endpoints = m_channel.endpoints();
    while (m_places.size() > endpoints.size()) {
        // Its own menu may still be closing.
        const Place place = m_places.takeLast();
        for (QWidget *widget : {static_cast<QWidget *>(place.chip), static_cast<QWidget *>(place.retry)}) {
            m_flow->removeWidget(widget);
            widget->hide();
            widget->deleteLater();
        }
    }
    while (m_places.size() < endpoints.size())
        m_places.append(makePlace());
    for (qsizetype i = 0; i < endpoints.size(); ++i) {
        m_places.at(i).chip->setStatus(endpoints.at(i));
        m_places.at(i).retry->setVisible(endpoints.at(i).state == EndpointState::Failed);
    }
    m_add->setText(endpoints.isEmpty() ? tr("Add an endpoint") : QString());
    m_add->setToolButtonStyle(endpoints.isEmpty() ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
}

EndpointChips::Place EndpointChips::makePlace()
{
    Place place{new EndpointChip(m_parent), new QToolButton(m_parent)};
    place.retry->setText(tr("Retry"));
    place.retry->setIcon(theme::icon("retry"_L1));
    place.retry->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    // Behind the button that adds: there it needs no line of its own.
    const int at = m_flow->indexOf(m_add) + 1 + 2 * int(m_places.size());
    m_flow->insertWidget(at, place.chip);
    m_flow->insertWidget(at + 1, place.retry);
    place.chip->show();
    EndpointChip *chip = place.chip;
    connect(chip, &EndpointChip::retryRequested, this, [this, chip] { retry(chip); });
    connect(chip, &EndpointChip::removeRequested, this, [this, chip] { remove(chip); });
    connect(place.retry, &QToolButton::clicked, this, [this, chip] { retry(chip); });
    return place;
}

qsizetype EndpointChips::rowOf(const EndpointChip *chip) const
{
    for (qsizetype i = 0; i < m_places.size(); ++i) {
        // Between a change and the signal that tells of it the rows may have moved.
        if (m_places.at(i).chip == chip && i < m_channel.endpoints().size()
            && m_channel.endpoints().at(i).endpoint == chip->status().endpoint)
            return i;
    }
    return -1;
}

void EndpointChips::remove(EndpointChip *chip)
{
    if (const qsizetype row = rowOf(chip); row >= 0)
        tell(m_channel.removeEndpoint(row));
}

void EndpointChips::retry(EndpointChip *chip)
{
    if (const qsizetype row = rowOf(chip); row >= 0)
        tell(m_channel.retryEndpoint(row));
}

void EndpointChips::tell(const Result<void> &result)
{
    if (!result)
        emit failed(result.error());
}

} // namespace zmqscope
