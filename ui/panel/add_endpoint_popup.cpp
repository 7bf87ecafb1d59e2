// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panel/add_endpoint_popup.h"

#include "core/panel/channel.h"
#include "ui/controls/tone_label.h"
#include "ui/new_panel/endpoint_editor.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>

namespace zmqscope {

namespace {
constexpr int popupWidth = 460;
}

AddEndpointPopup::AddEndpointPopup(Channel &channel, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_channel(channel)
    , m_editor(new EndpointEditor(this))
    , m_problem(new ToneLabel(theme::Role::Bad, this))
    , m_add(new QPushButton(tr("&Add"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(tr("Add an endpoint"));
    m_editor->setType(channel.type());
    m_editor->setEndpoints({usualEndpoint(channel.type())});
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_add->setDefault(true);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_add);
    auto *rows = new QVBoxLayout(this);
    rows->addWidget(m_editor);
    rows->addWidget(m_problem);
    rows->addLayout(buttons);
    const auto judge = [this] { m_add->setEnabled(m_editor->check().ok() && !m_editor->endpoints().isEmpty()); };
    connect(m_editor, &EndpointEditor::changed, this, [this, judge] {
        judge();
        adjustSize();
    });
    connect(m_add, &QPushButton::clicked, this, &AddEndpointPopup::add);
    judge();
}

void AddEndpointPopup::popUp(QWidget *anchor)
{
    setFixedWidth(popupWidth);
    adjustSize();
    const QRect screen = anchor->screen()->availableGeometry();
    QPoint at = anchor->mapToGlobal(QPoint(0, anchor->height()));
    at.setX(qBound(screen.left(), at.x(), qMax(screen.left(), screen.right() - popupWidth)));
    move(at);
    show();
    if (auto *address = m_editor->findChild<QLineEdit *>()) {
        address->setFocus();
        address->selectAll();
    }
}

void AddEndpointPopup::add()
{
    QList<Endpoint> left = m_editor->endpoints();
    while (!left.isEmpty()) {
        const qsizetype before = m_channel.endpoints().size();
        const Result<void> added = m_channel.addEndpoint(left.first());
        // A bind that failed stands among the chips with its reason; only what was not taken stays here.
        if (!added && m_channel.endpoints().size() == before) {
            m_editor->setEndpoints(left);
            m_problem->setText(added.error().text());
            m_problem->show();
            adjustSize();
            return;
        }
        left.removeFirst();
    }
    close();
}

} // namespace zmqscope
