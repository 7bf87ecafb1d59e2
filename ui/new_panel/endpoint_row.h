// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/zmq/endpoint.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace zmqscope {

class ToneLabel;

/// One endpoint to be edited: bind or connect, the address, and below it in a sentence what it
/// means, or what is wrong with it and a button with what would be right.
class EndpointRow final : public QWidget {
    Q_OBJECT
public:
    explicit EndpointRow(QWidget *parent = nullptr);

    Endpoint endpoint() const;
    void setEndpoint(const Endpoint &endpoint);
    /// The socket type that the address is judged for.
    void setType(SocketType type);
    /// 1 for the first row; tells the rows apart for assistive tools.
    void setNumber(int number);
    Result<void> check() const;
    void focusAddress();

signals:
    void changed();
    void removeRequested();

private:
    void update();

    SocketType m_type = SocketType::Sub;
    QComboBox *m_role;
    QLineEdit *m_address;
    QToolButton *m_remove;
    ToneLabel *m_verdict;
    QPushButton *m_suggestion;
};

/// What a valid endpoint means, in a sentence: "Listens on all networks of this machine, port 5556."
QString endpointMeaning(const Endpoint &endpoint);

} // namespace zmqscope
