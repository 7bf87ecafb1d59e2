// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/panel/channel.h"

#include <QObject>
#include <QPointer>

class QToolButton;

namespace zmqscope {

class EndpointChip;
class FlowLayout;

/// The endpoints of a channel as chips in a layout that others share, with a retry button behind
/// each failed one and a button that adds one more.
class EndpointChips final : public QObject
{
    Q_OBJECT
public:
    /// Adds its widgets to @p flow, as children of @p parent, which owns this too.
    EndpointChips(Channel &channel, FlowLayout *flow, QWidget *parent);

    void openAddPopup();

signals:
    void failed(const zmqscope::Error &error);

private:
    struct Place
    {
        EndpointChip *chip;
        QToolButton *retry;
    };
    void follow();
    Place makePlace();
    void remove(EndpointChip *chip);
    void retry(EndpointChip *chip);
    qsizetype rowOf(const EndpointChip *chip) const;
    void tell(const Result<void> &result);

    Channel &m_channel;
    FlowLayout *m_flow;
    QWidget *m_parent;
    QToolButton *m_add;
    QList<Place> m_places;
};

} // namespace zmqscope
