// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/value/value_tree_assembler.h"

namespace zmqscope {

ValueTreeAssembler::ValueTreeAssembler(QByteArrayView source)
    : ValueTreeMaker(source)
{
}

NodeId ValueTreeAssembler::reserveChildren(NodeId parent, quint32 count)
{
    const auto first = quint32(nodes().size());
    nodes().resize(nodes().size() + count);
    ValueNode &above = nodes()[parent.value];
    above.first = first;
    above.count = count;
    return {first};
}

} // namespace zmqscope
