// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/new_panel/bridge_editor.h"

#include "core/panel/bridge_panel.h"
#include "ui/controls/tone_label.h"
#include "ui/new_panel/endpoint_editor.h"
#include "ui/new_panel/side_editor.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QStandardItemModel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

bool makesBridge(SocketType first, SocketType second)
{
    const BridgePanel::Ways ways = BridgePanel::ways(first, second);
    return ways.forward || ways.backward;
}

/// The ports of the two sides must differ, or a bridge on one machine would meet itself.
constexpr int firstPort = usualPort;
constexpr int secondPort = usualPort + 1;

} // namespace

BridgeEditor::BridgeEditor(QWidget *parent)
    : QWidget(parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(theme::spacing);
    m_first = makeSide(tr("First side"), SocketType::Pull, firstPort, layout);
    m_ways = new ToneLabel(theme::Role::DirectionThrough, this);
    m_ways->setContentsMargins(0, theme::margin, 0, theme::margin);
    m_ways->setWordWrap(true);
    layout->addWidget(m_ways);
    m_second = makeSide(tr("Second side"), SocketType::Push, secondPort, layout);
    layout->addStretch();

    connect(m_first.type, &QComboBox::currentIndexChanged, this, &BridgeEditor::firstTypeChanged);
    connect(m_second.type, &QComboBox::currentIndexChanged, this, &BridgeEditor::update);
    connect(m_first.editor, &SideEditor::changed, this, &BridgeEditor::changed);
    connect(m_second.editor, &SideEditor::changed, this, &BridgeEditor::changed);
    firstTypeChanged();
}

BridgeEditor::Side BridgeEditor::makeSide(
    const QString &title, SocketType type, int port, QVBoxLayout *layout)
{
    Side side{new QComboBox(this), new ToneLabel(theme::Role::TextMuted, this), new SideEditor(port, this)};
    for (const SocketTraits &row : allSocketTypes())
        side.type->addItem(QString::fromLatin1(row.name), int(row.type));
    side.type->setCurrentIndex(side.type->findData(int(type)));
    side.type->setAccessibleName(title);
    QLabel *heading = makeHeading(title, this);
    heading->setBuddy(side.type);
    auto *line = new QHBoxLayout;
    line->addWidget(heading);
    line->addWidget(side.type);
    line->addWidget(side.purpose, 1);
    layout->addLayout(line);
    layout->addWidget(side.editor);
    return side;
}

SocketType BridgeEditor::chosen(const Side &side)
{
    return SocketType(side.type->currentData().toInt());
}

void BridgeEditor::firstTypeChanged()
{
    const SocketType first = chosen(m_first);
    auto *items = qobject_cast<QStandardItemModel *>(m_second.type->model());
    int fallback = -1;
    for (int row = 0; row < m_second.type->count(); ++row) {
        const auto type = SocketType(m_second.type->itemData(row).toInt());
        const bool possible = makesBridge(first, type);
        QStandardItem *item = items->item(row);
        item->setEnabled(possible);
        item->setToolTip(possible
                ? QString()
                : tr("%1 and %2 make no bridge: neither can pass on what the other receives.")
                      .arg(socketTypeName(first), socketTypeName(type)));
        if (possible
            && (fallback < 0
                || (BridgePanel::ways(first, type).forward && traits(type).canSend
                    && !traits(type).canReceive)))
            fallback = row;
    }
    if (!makesBridge(first, chosen(m_second)) && fallback >= 0)
        m_second.type->setCurrentIndex(fallback);
    update();
}

void BridgeEditor::update()
{
    const SocketType first = chosen(m_first);
    const SocketType second = chosen(m_second);
    for (const Side &side : {m_first, m_second}) {
        if (side.editor->type() != chosen(side))
            side.editor->setType(chosen(side));
        side.purpose->setText(tr("talks to %1").arg(socketTypePeers(chosen(side))));
    }
    const BridgePanel::Ways ways = BridgePanel::ways(first, second);
    if (ways.forward && ways.backward)
        m_ways->setText(tr("⇅  Messages pass both ways, from %1 to %2 and back.")
                            .arg(socketTypeName(first), socketTypeName(second)));
    else if (ways.forward)
        m_ways->setText(
            tr("↓  Messages pass from %1 to %2.").arg(socketTypeName(first), socketTypeName(second)));
    else
        m_ways->setText(
            tr("↑  Messages pass from %2 to %1.").arg(socketTypeName(first), socketTypeName(second)));
    emit changed();
}

SideConfig BridgeEditor::first() const
{
    return m_first.editor->config();
}

SideConfig BridgeEditor::second() const
{
    return m_second.editor->config();
}

Result<void> BridgeEditor::check() const
{
    if (Result<void> first = m_first.editor->check(); !first)
        return first;
    return m_second.editor->check();
}

} // namespace zmqscope
