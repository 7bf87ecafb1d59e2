// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/send/peer_picker.h"

#include "core/base/text_escapes.h"
#include "core/message/peer_table.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QSet>

using namespace Qt::StringLiterals;

namespace zmqscope {

PeerPicker::PeerPicker(const PeerTable &peers, QWidget *parent)
    : QComboBox(parent)
    , m_peers(peers)
{
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    setCompleter(nullptr);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(16);
    setToolTip(tr("The routing id of the receiver: pick a peer, or type text or 0x and hex digits."));
    connect(lineEdit(), &QLineEdit::textEdited, this, &PeerPicker::typed);
    connect(this, &QComboBox::activated, this, [this](int row) {
        setRoutingId(itemData(row).toByteArray());
        emit edited();
    });
    updateHint();
}

void PeerPicker::setRoutingId(const QByteArray &id)
{
    m_id = id;
    setEditText(routingIdText(id));
}

void PeerPicker::typed(const QString &text)
{
    if (text.startsWith("0x"_L1)) {
        const QByteArray digits = QStringView(text).mid(2).toLatin1();
        const QByteArray bytes = QByteArray::fromHex(digits);
        // fromHex() skips what is no digit; only what reads back the same was meant.
        m_id = bytes.toHex() == digits.toLower() ? bytes : QByteArray();
    } else {
        const Result<QByteArray> bytes = unescape(text);
        m_id = bytes ? *bytes : QByteArray();
    }
    emit edited();
}

void PeerPicker::updateHint()
{
    if (m_hintFor == m_peers.count())
        return;
    m_hintFor = m_peers.count();
    lineEdit()->setPlaceholderText(m_hintFor == 0 ? tr("no peer known yet") : tr("choose a peer"));
}

void PeerPicker::keyPressEvent(QKeyEvent *event)
{
    // The list is filled when it opens: walking it unseen would offer what was there before.
    if (event->key() == Qt::Key_Down || event->key() == Qt::Key_Up)
        showPopup();
    else
        QComboBox::keyPressEvent(event);
}

void PeerPicker::showPopup()
{
    const QString typedText = currentText();
    clear();
    QSet<QByteArray> listed;
    for (quint32 id = m_peers.count(); id > 0 && listed.size() < maxListed; --id) {
        const Peer &peer = m_peers.peer(PeerId{id});
        if (peer.routingId.isEmpty() || listed.contains(peer.routingId))
            continue;
        listed.insert(peer.routingId);
        QStringList about{routingIdText(peer.routingId)};
        for (const QString &part : {peer.socketType, peer.address}) {
            if (!part.isEmpty())
                about.append(part);
        }
        addItem(about.join(u"  ·  "_s), peer.routingId);
    }
    setCurrentIndex(findData(m_id));
    setEditText(typedText);
    if (count() == 0)
        return;
    // Wider than the field, if need be: the ends of routing ids and addresses tell them apart.
    view()->setMinimumWidth(view()->sizeHintForColumn(0) + 2 * theme::margin);
    QComboBox::showPopup();
}

} // namespace zmqscope
