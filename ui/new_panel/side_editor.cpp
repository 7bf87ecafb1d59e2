// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/new_panel/side_editor.h"

#include "ui/new_panel/endpoint_editor.h"
#include "ui/new_panel/subscription_editor.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

SideEditor::SideEditor(int port, QWidget *parent)
    : QWidget(parent)
    , m_port(port)
    , m_endpoints(new EndpointEditor(this))
    , m_subscriptionsLabel(makeHeading(tr("Subscriptions"), this))
    , m_subscriptions(new SubscriptionEditor(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(theme::spacing);
    layout->addWidget(makeHeading(tr("Endpoints"), this));
    layout->addWidget(m_endpoints);
    layout->addSpacing(theme::margin);
    layout->addWidget(m_subscriptionsLabel);
    layout->addWidget(m_subscriptions);

    m_endpoints->setEndpoints({usualEndpoint(m_type, m_port)});
    connect(m_endpoints, &EndpointEditor::changed, this, &SideEditor::changed);
    connect(m_subscriptions, &SubscriptionEditor::changed, this, &SideEditor::changed);
    setType(m_type);
}

void SideEditor::setType(SocketType type)
{
    const bool untouched = m_endpoints->endpoints() == QList<Endpoint>{usualEndpoint(m_type, m_port)};
    m_type = type;
    m_endpoints->setType(type);
    if (untouched)
        m_endpoints->setEndpoints({usualEndpoint(type, m_port)});
    m_subscriptionsLabel->setVisible(traits(type).subscribes);
    m_subscriptions->setVisible(traits(type).subscribes);
    emit changed();
}

SideConfig SideEditor::config() const
{
    SideConfig side;
    side.type = m_type;
    side.endpoints = m_endpoints->endpoints();
    if (traits(m_type).subscribes)
        side.subscriptions = m_subscriptions->subscriptions();
    const bool ipv6 = std::any_of(side.endpoints.begin(), side.endpoints.end(),
        [](const Endpoint &endpoint) { return usesIpv6(endpoint.address); });
    if (ipv6)
        side.options.insert(u"ZMQ_IPV6"_s, OptionValue(qint64(1)));
    return side;
}

Result<void> SideEditor::check() const
{
    if (Result<void> endpoints = m_endpoints->check(); !endpoints)
        return endpoints;
    return traits(m_type).subscribes ? m_subscriptions->check() : Result<void>();
}

QLabel *makeHeading(const QString &text, QWidget *parent)
{
    auto *heading = new QLabel(text, parent);
    QFont bold = heading->font();
    bold.setBold(true);
    heading->setFont(bold);
    return heading;
}

} // namespace zmqscope
