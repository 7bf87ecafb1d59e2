// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/topology/topology_builder.h"

#include "core/topology/topology_build.h"

namespace zmqscope {

TopologyGraph TopologyBuilder::build(const TopologyFacts &facts)
{
    m_nextChange.reset();
    return TopologyBuild(*this, facts).run();
}

void TopologyBuilder::setGroupOpen(const QString &group, bool open)
{
    if (open)
        m_openGroups.insert(group);
    else
        m_openGroups.remove(group);
}

} // namespace zmqscope
