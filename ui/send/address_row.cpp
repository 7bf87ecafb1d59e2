// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/send/address_row.h"

#include "core/base/text_escapes.h"
#include "ui/controls/flow_layout.h"
#include "ui/controls/tone_label.h"
#include "ui/send/match_label.h"
#include "ui/send/peer_picker.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// A label and its field that wrap together.
QWidget *pair(const QString &text, QWidget *field, QWidget *parent)
{
    auto *box = new QWidget(parent);
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    auto *label = new QLabel(text, box);
    label->setBuddy(field);
    row->addWidget(label);
    row->addWidget(field, 1);
    QString name = text;
    field->setAccessibleName(name.remove(u'&'));
    return box;
}

/// A peer that answers at all mostly does so sooner.
constexpr int silenceMs = 1500;

/// Peers looked at for a hint, from the newest: a hint is not worth a walk through 100,000.
constexpr quint32 peersForHint = 100;

} // namespace

AddressRow::AddressRow(SocketPanel &panel, QWidget *parent)
    : QWidget(parent)
    , m_panel(panel)
    , m_hint(new ToneLabel(theme::Role::Warning, this))
{
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(2);
    auto *flow = new FlowLayout;
    rows->addLayout(flow);
    rows->addWidget(m_hint);
    m_hint->setWordWrap(true);
    m_hint->hide();

    const SocketType type = panel.type();
    if (traits(type).addressesPeers)
        addReceiver(flow);
    if (type == SocketType::Dealer || type == SocketType::Router)
        addDelimiter(flow);
    if (traits(type).publishes)
        addTopic(flow);
    setVisible(flow->count() > 0);
}

void AddressRow::addReceiver(QLayout *row)
{
    m_receiver = new PeerPicker(m_panel.peers(), this);
    row->addWidget(pair(tr("Send &to"), m_receiver, this));
    connect(m_receiver, &PeerPicker::edited, this, &AddressRow::edited);
    connect(m_receiver, &PeerPicker::edited, this, &AddressRow::updateHint);
    connect(&m_panel, &Panel::published, m_receiver, &PeerPicker::updateHint);
    if (m_panel.type() != SocketType::Stream)
        return;
    auto *connectButton = new QToolButton(this);
    connectButton->setText(tr("Connect…"));
    connectButton->setToolTip(tr("Connect to one more TCP program"));
    m_closePeer = new QToolButton(this);
    m_closePeer->setText(tr("Close peer"));
    m_closePeer->setToolTip(tr("Close the connection to this peer: sends its routing id and an empty frame"));
    row->addWidget(connectButton);
    row->addWidget(m_closePeer);
    connect(connectButton, &QToolButton::clicked, this, &AddressRow::connectRequested);
    connect(m_closePeer, &QToolButton::clicked, this, &AddressRow::closePeerRequested);
}

void AddressRow::addDelimiter(QLayout *row)
{
    m_delimiter = new QCheckBox(tr("&Empty delimiter"), this);
    m_delimiter->setToolTip(tr("Puts an empty frame before the body. REQ and REP need it to take the message;\n"
                               "DEALER and ROUTER talk to each other with or without."));
    row->addWidget(m_delimiter);
    connect(m_delimiter, &QCheckBox::toggled, this, &AddressRow::edited);
    connect(m_delimiter, &QCheckBox::toggled, this, &AddressRow::updateHint);
    connect(&m_panel, &Panel::published, this, &AddressRow::updateHint);
    if (m_panel.type() == SocketType::Dealer) {
        m_silence.setSingleShot(true);
        m_silence.setInterval(silenceMs);
        connect(&m_panel, &Panel::published, this, &AddressRow::watchForSilence);
        connect(&m_silence, &QTimer::timeout, this, [this] {
            m_silent = isUnanswered();
            updateHint();
        });
    }
    updateHint();
}

bool AddressRow::isUnanswered() const
{
    return m_panel.counters().sent > 0 && m_panel.counters().received == 0 && m_panel.channel().connectedPeers() > 0;
}

void AddressRow::watchForSilence()
{
    if (!isUnanswered()) {
        m_silence.stop();
        m_silent = false;
    } else if (!m_silent && !m_silence.isActive()) {
        m_silence.start();
    }
}

void AddressRow::addTopic(QLayout *row)
{
    m_topic = new QLineEdit(this);
    m_topic->setPlaceholderText(tr("none"));
    m_topic->setToolTip(tr("Subscribers get a message whose first frame begins with what they subscribed to.\n"
                           "Text with escapes; empty sends the frames below as they are."));
    m_topicPlace = new QComboBox(this);
    m_topicPlace->addItem(tr("as a frame of its own"));
    m_topicPlace->addItem(tr("before frame 1"));
    m_topicPlace->setAccessibleName(tr("Where the topic goes"));
    m_topicPlace->setToolTip(m_topicPlace->accessibleName());
    m_matches = new MatchLabel(m_panel.channel(), this);
    row->addWidget(pair(tr("&Topic"), m_topic, this));
    row->addWidget(m_topicPlace);
    row->addWidget(m_matches);
    connect(m_topic, &QLineEdit::textChanged, this, &AddressRow::edited);
    connect(m_topic, &QLineEdit::textChanged, this, &AddressRow::updateMatches);
    connect(m_topicPlace, &QComboBox::currentIndexChanged, this, &AddressRow::edited);
    connect(m_topicPlace, &QComboBox::currentIndexChanged, this, &AddressRow::updateMatches);
    updateMatches();
}

void AddressRow::fill(SendDraft &draft) const
{
    if (m_receiver)
        draft.routingId = m_receiver->routingId();
    if (m_delimiter)
        draft.emptyDelimiter = m_delimiter->isChecked();
    if (m_topic) {
        draft.topic = m_topic->text();
        draft.topicAsFrame = m_topicPlace->currentIndex() == 0;
    }
}

void AddressRow::setDraft(const SendDraft &draft)
{
    if (m_receiver)
        m_receiver->setRoutingId(draft.routingId);
    if (m_delimiter)
        m_delimiter->setChecked(draft.emptyDelimiter);
    if (m_topic) {
        m_topic->setText(draft.topic);
        m_topicPlace->setCurrentIndex(draft.topicAsFrame ? 0 : 1);
    }
    updateHint();
}

void AddressRow::setReceiver(const QByteArray &routingId)
{
    if (!m_receiver)
        return;
    m_receiver->setRoutingId(routingId);
    updateHint();
    emit edited();
}

void AddressRow::setDelimiter(bool on)
{
    if (m_delimiter)
        m_delimiter->setChecked(on);
}

void AddressRow::setFirstFrame(const std::optional<QByteArray> &bytes)
{
    m_firstFrame = bytes;
    updateMatches();
}

QString AddressRow::delimiterHint() const
{
    if (!m_delimiter || m_delimiter->isChecked())
        return {};
    const PeerTable &peers = m_panel.peers();
    if (m_receiver) {
        const QString peerType = peers.peer(peers.findRoutingId(m_receiver->routingId())).socketType;
        if (peerType == "REQ"_L1 || peerType == "REP"_L1)
            return tr("This peer is a %1: it drops messages without the empty delimiter.").arg(peerType);
        return {};
    }
    for (quint32 id = peers.count(), looked = 0; id > 0 && looked < peersForHint; --id, ++looked) {
        if (peers.peer(PeerId{id}).socketType == "REP"_L1)
            return tr("A REP is connected: it drops messages without the empty delimiter.");
    }
    // libzmq tells a peer's type only with a message from it, and a REP that drops all sends none.
    if (m_silent && isUnanswered())
        return tr("Nothing has come back. If the peer is a REP, it needs the empty delimiter.");
    return {};
}

void AddressRow::updateHint()
{
    const QString hint = delimiterHint();
    if (hint == m_hint->text())
        return;
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
}

void AddressRow::updateMatches()
{
    if (!m_topic)
        return;
    const Result<QByteArray> topic = unescape(m_topic->text());
    if (!topic)
        m_matches->setError(topic.error().detail);
    else if (topic->isEmpty())
        m_matches->setFirstFrame(m_firstFrame);
    else if (m_topicPlace->currentIndex() == 0)
        m_matches->setFirstFrame(*topic);
    else
        m_matches->setFirstFrame(m_firstFrame ? std::optional(QByteArray(*topic + *m_firstFrame)) : std::nullopt);
}

} // namespace zmqscope
