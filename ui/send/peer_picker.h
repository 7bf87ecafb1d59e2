// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace zmqscope {

class PeerTable;

/// Whom a ROUTER or STREAM sends to: one of the peers heard of so far, or a routing id typed as
/// text with escapes or as 0x and hex digits.
class PeerPicker final : public QComboBox
{
    Q_OBJECT
public:
    /// Peers beyond this are not listed, the newest are; any id can still be typed.
    static constexpr quint32 maxListed = 200;

    PeerPicker(const PeerTable &peers, QWidget *parent);

    /// Empty when none is chosen, or what was typed is no routing id.
    const QByteArray &routingId() const { return m_id; }
    void setRoutingId(const QByteArray &id);
    /// Tells in the empty field how many peers are known; cheap enough for every frame.
    void updateHint();

    void showPopup() override;

protected:
    void keyPressEvent(QKeyEvent *event) override;

signals:
    void edited();

private:
    void typed(const QString &text);

    const PeerTable &m_peers;
    QByteArray m_id;
    qint64 m_hintFor = -1;
};

} // namespace zmqscope
