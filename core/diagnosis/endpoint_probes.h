// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

namespace zmqscope {

/// Finds out why nobody answers at an address, which libzmq does not tell: asks the name service
/// and tries a TCP connection of its own, which it ends at once. Asynchronous; an answer is kept for
/// a while.
class EndpointProbes : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

signals:
    /// Something is known that was not before.
    void answered();
};

} // namespace zmqscope
