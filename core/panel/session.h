// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/protobuf/schema_library.h"
#include "core/panel/bridge_panel.h"
#include "core/panel/frame_tick.h"
#include "core/panel/socket_panel.h"
#include "core/zmq/context.h"

#include <QObject>
#include <memory>
#include <vector>

namespace zmqscope {

/// All panels of the running program, and the libzmq context, scheduler and beat they share.
class Session : public QObject
{
    Q_OBJECT
public:
    /// Closed panels that can be brought back, log included.
    static constexpr std::size_t maxClosed = 10;

    explicit Session(const Clock &clock = Clock::system(), QObject *parent = nullptr);
    ~Session() override;

    /// Makes a panel (a bridge when the config has a second side) and announces it; the caller
    /// opens it. Owned by the session.
    Panel *create(const PanelConfig &config);
    /// Closes the sockets (see Channel::close) and takes the panel off the screen; it can be
    /// brought back by undoClose().
    void close(Panel *panel, int lingerMs = 0);
    bool canUndoClose() const { return !m_closed.empty(); }
    /// The panel that undoClose() would bring back; null when there is none.
    const Panel *lastClosed() const;
    /// Brings the panel closed last back, with its log, and opens it again. Null when none.
    Panel *undoClose();
    /// Closes and forgets all: before another profile is opened.
    void closeAll(int lingerMs = 0);

    /// In the order of creation.
    QList<Panel *> panels() const;
    FrameTick &tick() { return m_tick; }
    const ReadinessScheduler &scheduler() const { return m_scheduler; }
    const Context &context() const { return m_context; }
    /// The Protobuf schemas that go with the panels.
    SchemaLibrary &schemas() { return m_schemas; }
    const SchemaLibrary &schemas() const { return m_schemas; }

signals:
    void panelAdded(zmqscope::Panel *panel);
    /// The panel's widgets must go now; the panel itself lives on for undoClose().
    void panelRemoved(zmqscope::Panel *panel);
    /// Anything that a profile stores changed.
    void configChanged();

private:
    Context m_context;
    ReadinessScheduler m_scheduler;
    FrameTick m_tick;
    const Clock &m_clock;
    SchemaLibrary m_schemas;
    std::vector<std::unique_ptr<Panel>> m_panels;
    std::vector<std::unique_ptr<Panel>> m_closed;
};

} // namespace zmqscope
