// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QPushButton;

namespace zmqscope {

class Channel;
class EndpointEditor;
class ToneLabel;

/// Adds an endpoint to a living socket: bind or connect, and an address checked while one types.
/// Deletes itself when it closes.
class AddEndpointPopup final : public QFrame
{
    Q_OBJECT
public:
    AddEndpointPopup(Channel &channel, QWidget *parent);

    /// Shows it below @p anchor, within the screen.
    void popUp(QWidget *anchor);

private:
    void add();

    Channel &m_channel;
    EndpointEditor *m_editor;
    ToneLabel *m_problem;
    QPushButton *m_add;
};

} // namespace zmqscope
