// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/new_panel/new_panel_dialog.h"

#include "ui/controls/tone_label.h"
#include "ui/new_panel/bridge_editor.h"
#include "ui/new_panel/endpoint_editor.h"
#include "ui/new_panel/recent_addresses.h"
#include "ui/new_panel/side_editor.h"
#include "ui/new_panel/socket_type_list.h"
#include "ui/theme/theme.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// Fits a screen of 1024 × 700 with its title bar.
constexpr QSize usualSize(860, 610);

/// On a small screen the list is cut before the page is.
constexpr int smallestList = 160;
constexpr int smallestPage = 320;

/// A page that scrolls when there are more endpoints than room.
QScrollArea *scrolling(QWidget *content, QWidget *parent)
{
    auto *area = new QScrollArea(parent);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(content);
    return area;
}

} // namespace

NewPanelDialog::NewPanelDialog(QWidget *parent)
    : QDialog(parent)
    , m_types(new SocketTypeList(this))
    , m_pages(new QStackedWidget(this))
    , m_side(new SideEditor(usualPort))
    , m_bridge(new BridgeEditor)
    , m_reason(new ToneLabel(theme::Role::Bad, this))
{
    setWindowTitle(tr("New panel"));
    auto *typeLabel = makeHeading(tr("Socket &type"), this);
    typeLabel->setBuddy(m_types);
    m_types->setAccessibleName(tr("Socket type"));
    m_reason->setWordWrap(true);
    auto *sidePage = new QWidget;
    auto *sideLayout = new QVBoxLayout(sidePage);
    sideLayout->setContentsMargins({});
    sideLayout->addWidget(m_side);
    sideLayout->addStretch();
    m_pages->addWidget(scrolling(sidePage, m_pages));
    m_pages->addWidget(scrolling(m_bridge, m_pages));

    m_name = new QLineEdit(this); // behind the pages in the tab order
    auto *nameLabel = makeHeading(tr("&Name"), this);
    nameLabel->setBuddy(m_name);
    m_name->setAccessibleName(tr("Name"));

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_create = buttons->addButton(tr("Create panel"), QDialogButtonBox::AcceptRole);
    m_create->setDefault(true);

    auto *left = new QVBoxLayout;
    left->setSpacing(theme::spacing);
    left->addWidget(typeLabel);
    left->addWidget(m_types, 1);
    auto *right = new QVBoxLayout;
    right->setSpacing(theme::spacing);
    right->addWidget(m_pages, 1);
    right->addWidget(nameLabel);
    right->addWidget(m_name);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(2 * theme::margin);
    columns->addLayout(left, 1);
    columns->addLayout(right, 1);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_reason, 1);
    bottom->addWidget(buttons);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::margin, theme::margin, theme::margin, theme::margin);
    layout->setSpacing(theme::margin);
    layout->addLayout(columns, 1);
    layout->addLayout(bottom);

    connect(m_types, &SocketTypeList::typeChanged, this, &NewPanelDialog::typeChanged);
    connect(m_types, &QListWidget::itemActivated, this, &NewPanelDialog::accept);
    connect(m_side, &SideEditor::changed, this, &NewPanelDialog::update);
    connect(m_bridge, &BridgeEditor::changed, this, &NewPanelDialog::update);
    connect(buttons, &QDialogButtonBox::accepted, this, &NewPanelDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &NewPanelDialog::reject);

    m_types->setMaximumWidth(m_types->sizeHint().width());
    m_types->setMinimumWidth(smallestList);
    m_pages->setMinimumWidth(smallestPage);
    m_types->setType(SocketType::Sub);
    m_types->setFocus();
    resize(sizeHint().expandedTo(usualSize).boundedTo(screen()->availableSize() * 0.95));
}

PanelConfig NewPanelDialog::unnamedConfig() const
{
    PanelConfig config;
    if (m_types->type()) {
        config.side = m_side->config();
    } else {
        config.side = m_bridge->first();
        config.second = m_bridge->second();
    }
    return config;
}

PanelConfig NewPanelDialog::config() const
{
    PanelConfig config = unnamedConfig();
    const QString name = m_name->text().trimmed();
    config.name = name.isEmpty() ? suggestedPanelName(config) : name;
    return config;
}

Result<void> NewPanelDialog::check() const
{
    return m_types->type() ? m_side->check() : m_bridge->check();
}

void NewPanelDialog::typeChanged()
{
    const std::optional<SocketType> type = m_types->type();
    m_pages->setCurrentIndex(type ? 0 : 1);
    if (type)
        m_side->setType(*type);
    update();
}

void NewPanelDialog::update()
{
    m_name->setPlaceholderText(suggestedPanelName(unnamedConfig()));
    const Result<void> valid = check();
    m_create->setEnabled(valid.ok());
    m_reason->setText(valid ? QString() : valid.error().detail);
    m_create->setToolTip(m_reason->text());
}

void NewPanelDialog::accept()
{
    if (!check())
        return;
    QStringList addresses;
    const PanelConfig described = unnamedConfig();
    for (const Endpoint &endpoint : described.side.endpoints)
        addresses.append(endpoint.address);
    if (described.second) {
        for (const Endpoint &endpoint : described.second->endpoints)
            addresses.append(endpoint.address);
    }
    RecentAddresses::remember(addresses);
    QDialog::accept();
}

} // namespace zmqscope
