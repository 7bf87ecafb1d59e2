// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/panel/session.h"

#include "core/panel/message_reader.h"

#include <algorithm>

namespace zmqscope {

Session::Session(const Clock &clock, QObject *parent) : QObject(parent), m_tick(m_scheduler), m_clock(clock)
{
    connect(&m_schemas, &SchemaLibrary::sourceChanged, this, &Session::configChanged);
    connect(&m_schemas, &SchemaLibrary::loaded, this, [this] {
        for (const auto *panels : {&m_panels, &m_closed}) { // those closed may come back
            for (const std::unique_ptr<Panel> &panel : *panels) {
                MessageReader::of(*panel).refresh();
                emit panel->configChanged(); // what could not be encoded before may be now
            }
        }
    });
}

Session::~Session() = default;

Panel *Session::create(const PanelConfig &config)
{
    const PanelEnvironment environment{m_context, m_scheduler, m_tick, m_clock};
    std::unique_ptr<Panel> panel;
    if (config.isBridge())
        panel = std::make_unique<BridgePanel>(environment, config);
    else
        panel = std::make_unique<SocketPanel>(environment, config);
    connect(panel.get(), &Panel::configChanged, this, &Session::configChanged);
    m_panels.push_back(std::move(panel));
    emit panelAdded(m_panels.back().get());
    emit configChanged();
    return m_panels.back().get();
}

void Session::close(Panel *panel, int lingerMs)
{
    const auto found = std::find_if(m_panels.begin(), m_panels.end(), [&](const auto &p) { return p.get() == panel; });
    if (found == m_panels.end())
        return;
    panel->close(lingerMs);
    m_tick.forget(panel);
    emit panelRemoved(panel);
    m_closed.push_back(std::move(*found));
    m_panels.erase(found);
    if (m_closed.size() > maxClosed)
        m_closed.erase(m_closed.begin());
    emit configChanged();
}

const Panel *Session::lastClosed() const
{
    return m_closed.empty() ? nullptr : m_closed.back().get();
}

Panel *Session::undoClose()
{
    if (m_closed.empty())
        return nullptr;
    m_panels.push_back(std::move(m_closed.back()));
    m_closed.pop_back();
    Panel *panel = m_panels.back().get();
    emit panelAdded(panel);
    (void)panel->open(); // what fails is told by Panel::failed and the endpoints
    emit configChanged();
    return panel;
}

void Session::closeAll(int lingerMs)
{
    while (!m_panels.empty())
        close(m_panels.back().get(), lingerMs);
    m_closed.clear();
}

QList<Panel *> Session::panels() const
{
    QList<Panel *> list;
    for (const auto &panel : m_panels)
        list.append(panel.get());
    return list;
}

} // namespace zmqscope
