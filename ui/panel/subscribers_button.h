// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

namespace zmqscope {

class Channel;

/// How many subscriptions a PUB or XPUB socket has, and to which prefixes.
class SubscribersButton final : public QToolButton
{
    Q_OBJECT
public:
    /// Prefixes beyond this are only counted.
    static constexpr int maxListed = 40;

    SubscribersButton(Channel &channel, QWidget *parent);

protected:
    bool event(QEvent *event) override;

private:
    void follow();
    void fillMenu();
    QStringList lines(int most) const;

    Channel &m_channel;
};

} // namespace zmqscope
