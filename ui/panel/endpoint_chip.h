// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/panel/channel.h"
#include "ui/theme/theme.h"

#include <QToolButton>

namespace zmqscope {

/// The state of an endpoint in words: "listening, 2 peers", "failed: …".
QString endpointStateText(const EndpointStatus &status);
theme::Role endpointStateRole(EndpointState state);

/// One endpoint: bind or connect, its address (with the port a wildcard got), its state in words
/// and colour. A click opens what can be done with it.
class EndpointChip final : public QToolButton
{
    Q_OBJECT
public:
    explicit EndpointChip(QWidget *parent);

    const EndpointStatus &status() const { return m_status; }
    void setStatus(const EndpointStatus &status);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void retryRequested();
    void removeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString roleText() const;
    QString addressText() const;
    void fillMenu();

    EndpointStatus m_status;
};

} // namespace zmqscope
