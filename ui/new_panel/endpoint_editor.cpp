// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/new_panel/endpoint_editor.h"

#include "ui/controls/tone_label.h"
#include "ui/new_panel/endpoint_row.h"
#include "ui/theme/theme.h"

#include <QPushButton>
#include <QVBoxLayout>
#include <utility>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

QString usualAddress(EndpointRole role, int port)
{
    return role == EndpointRole::Bind ? u"tcp://*:%1"_s.arg(port) : u"tcp://localhost:%1"_s.arg(port);
}

} // namespace

EndpointEditor::EndpointEditor(QWidget *parent)
    : QWidget(parent)
    , m_rowLayout(new QVBoxLayout)
    , m_empty(new ToneLabel(tr("Without an endpoint the panel reaches nobody. You can add one later, too."),
          theme::Role::TextMuted, this))
    , m_add(new QPushButton(theme::icon("add"_L1), tr("Add endpoint"), this))
{
    m_empty->setWordWrap(true);
    m_add->setAutoDefault(false);
    m_rowLayout->setSpacing(theme::spacing);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(theme::spacing);
    layout->addLayout(m_rowLayout);
    layout->addWidget(m_empty);
    layout->addWidget(m_add, 0, Qt::AlignLeft);

    connect(m_add, &QPushButton::clicked, this, [this] {
        // The next port is more likely free than the same one.
        const EndpointRole role =
            m_rows.isEmpty() ? usualEndpoint(m_type).role : m_rows.last()->endpoint().role;
        const Endpoint next{role, usualAddress(role, usualPort + int(m_rows.size()))};
        addRow(next)->focusAddress();
        emit changed();
    });
}

void EndpointEditor::setType(SocketType type)
{
    m_type = type;
    const bool filling = std::exchange(m_filling, true);
    for (EndpointRow *row : std::as_const(m_rows))
        row->setType(type);
    m_filling = filling;
    if (!m_filling)
        emit changed();
}

QList<Endpoint> EndpointEditor::endpoints() const
{
    QList<Endpoint> endpoints;
    for (const EndpointRow *row : m_rows)
        endpoints.append(row->endpoint());
    return endpoints;
}

void EndpointEditor::setEndpoints(const QList<Endpoint> &endpoints)
{
    m_filling = true;
    while (!m_rows.isEmpty())
        removeRow(m_rows.last());
    for (const Endpoint &endpoint : endpoints)
        addRow(endpoint);
    m_filling = false;
    emit changed();
}

Result<void> EndpointEditor::check() const
{
    for (const EndpointRow *row : m_rows) {
        if (Result<void> valid = row->check(); !valid)
            return valid;
    }
    return {};
}

EndpointRow *EndpointEditor::addRow(const Endpoint &endpoint)
{
    auto *row = new EndpointRow(this);
    row->setType(m_type);
    row->setEndpoint(endpoint);
    // In the tab order, too, a new row comes between the last one and the button.
    setTabOrder(m_add, row);
    setTabOrder(row, m_add);
    m_rows.append(row);
    m_rowLayout->addWidget(row);
    row->show(); // now, so that it can take the focus
    renumber();
    connect(row, &EndpointRow::changed, this, [this] {
        if (!m_filling)
            emit changed();
    });
    connect(row, &EndpointRow::removeRequested, this, [this, row] {
        removeRow(row);
        if (!m_rows.isEmpty())
            m_rows.last()->focusAddress();
        emit changed();
    });
    return row;
}

void EndpointEditor::removeRow(EndpointRow *row)
{
    m_rows.removeOne(row);
    m_rowLayout->removeWidget(row);
    row->hide();
    row->deleteLater();
    renumber();
}

void EndpointEditor::renumber()
{
    for (qsizetype i = 0; i < m_rows.size(); ++i)
        m_rows.at(i)->setNumber(int(i) + 1);
    m_empty->setVisible(m_rows.isEmpty());
}

Endpoint usualEndpoint(SocketType type, int port)
{
    switch (type) {
    case SocketType::Rep:
    case SocketType::Pub:
    case SocketType::Xpub:
    case SocketType::Push:
    case SocketType::Router:
        return {EndpointRole::Bind, usualAddress(EndpointRole::Bind, port)};
    default:
        return {EndpointRole::Connect, usualAddress(EndpointRole::Connect, port)};
    }
}

} // namespace zmqscope
