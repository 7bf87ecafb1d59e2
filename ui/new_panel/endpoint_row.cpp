// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/new_panel/endpoint_row.h"

#include "ui/controls/tone_label.h"
#include "ui/new_panel/recent_addresses.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QCompleter>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace zmqscope {

EndpointRow::EndpointRow(QWidget *parent)
    : QWidget(parent)
    , m_role(new QComboBox(this))
    , m_address(new QLineEdit(this))
    , m_remove(new QToolButton(this))
    , m_verdict(new ToneLabel(theme::Role::TextMuted, this))
    , m_suggestion(new QPushButton(this))
{
    m_role->addItem(theme::icon("bind"_L1), tr("Bind"), int(EndpointRole::Bind));
    m_role->addItem(theme::icon("connect"_L1), tr("Connect"), int(EndpointRole::Connect));
    m_role->setToolTip(tr("Bind: listen at this address. Connect: go to a peer that listens there.\n"
                          "The side that stays up usually binds."));
    m_address->setFont(theme::monospace());
    m_address->setPlaceholderText(u"tcp://localhost:5556"_s);
    m_address->setClearButtonEnabled(true);
    auto *completer = new QCompleter(RecentAddresses::load(), this);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_address->setCompleter(completer);
    m_remove->setIcon(theme::icon("remove"_L1));
    m_remove->setAutoRaise(true);
    m_verdict->setWordWrap(true);
    m_suggestion->setIcon(theme::icon("check"_L1));
    m_suggestion->setAutoDefault(false);

    auto *layout = new QGridLayout(this);
    layout->setContentsMargins({});
    layout->setHorizontalSpacing(theme::spacing);
    layout->setVerticalSpacing(2);
    layout->addWidget(m_role, 0, 0);
    layout->addWidget(m_address, 0, 1);
    layout->addWidget(m_remove, 0, 2);
    layout->addWidget(m_verdict, 1, 1, 1, 2);
    layout->addWidget(m_suggestion, 2, 1, Qt::AlignLeft);
    layout->setColumnStretch(1, 1);

    connect(m_role, &QComboBox::currentIndexChanged, this, &EndpointRow::update);
    connect(m_address, &QLineEdit::textChanged, this, &EndpointRow::update);
    connect(m_remove, &QToolButton::clicked, this, &EndpointRow::removeRequested);
    connect(m_suggestion, &QPushButton::clicked, this, [this] {
        m_address->setText(suggestedAddress(endpoint()));
        m_address->setFocus();
    });
    setFocusPolicy(Qt::StrongFocus); // or setTabOrder() passes over the row
    setFocusProxy(m_role);
    setNumber(1);
    update();
}

Endpoint EndpointRow::endpoint() const
{
    return {EndpointRole(m_role->currentData().toInt()), m_address->text()};
}

void EndpointRow::setEndpoint(const Endpoint &endpoint)
{
    m_role->setCurrentIndex(m_role->findData(int(endpoint.role)));
    m_address->setText(endpoint.address);
    m_address->setCursorPosition(0);
}

void EndpointRow::setType(SocketType type)
{
    m_type = type;
    update();
}

void EndpointRow::setNumber(int number)
{
    const auto numbered = [number](const QString &name) {
        return number == 1 ? name : QString(name + u' ' + QString::number(number));
    };
    m_role->setAccessibleName(numbered(tr("Role")));
    m_address->setAccessibleName(numbered(tr("Address")));
    const QString remove = numbered(tr("Remove endpoint"));
    m_remove->setAccessibleName(remove);
    m_remove->setToolTip(remove);
}

Result<void> EndpointRow::check() const
{
    return validateEndpoint(endpoint(), m_type);
}

void EndpointRow::focusAddress()
{
    m_address->setFocus();
    m_address->selectAll();
}

void EndpointRow::update()
{
    const Result<void> valid = check();
    if (valid) {
        m_verdict->setTextAndRole(endpointMeaning(endpoint()), theme::Role::TextMuted);
    } else {
        const Error &error = valid.error();
        m_verdict->setTextAndRole(error.detail + u' ' + error.remedy, theme::Role::Bad);
    }
    const QString better = valid ? QString() : suggestedAddress(endpoint());
    const bool hadFocus = m_suggestion->hasFocus();
    m_suggestion->setText(tr("Use %1").arg(QString(better).replace(u'&', "&&"_L1)));
    m_suggestion->setVisible(!better.isEmpty());
    if (hadFocus && better.isEmpty())
        m_address->setFocus();
    emit changed();
}

} // namespace zmqscope
