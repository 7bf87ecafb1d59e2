// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/tone_label.h"

#include <QByteArray>
#include <QTimer>
#include <optional>

namespace zmqscope {

class Channel;

/// How many subscribers of a PUB or XPUB socket would get a message, told while it is being written;
/// and where none would, the subscription that just misses it.
class MatchLabel final : public ToneLabel
{
    Q_OBJECT
public:
    /// What changes while connections come and go is told anew this much later.
    static constexpr int delayMs = 250;

    /// @p channel must outlive the label.
    MatchLabel(Channel &channel, QWidget *parent);

    /// The first frame as it would go out; nothing when it is not known, then nothing is told.
    void setFirstFrame(const std::optional<QByteArray> &frame);
    /// Told instead: why the first frame cannot be known.
    void setError(const QString &text);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void tell();
    void findNearMiss();
    QString countText(int subscriptions) const;

    Channel &m_channel;
    std::optional<QByteArray> m_frame;
    QString m_error;
    QTimer m_soon;
};

} // namespace zmqscope
