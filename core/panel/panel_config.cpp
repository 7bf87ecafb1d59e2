// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/panel/panel_config.h"

#include <QCoreApplication>

namespace zmqscope {

QString suggestedPanelName(const PanelConfig &config)
{
    if (config.isBridge()) {
        return QCoreApplication::translate("zmqscope::PanelConfig", "Bridge %1 → %2")
            .arg(socketTypeName(config.side.type), socketTypeName(config.second->type));
    }
    QString name = socketTypeName(config.side.type);
    if (!config.side.endpoints.isEmpty())
        name += u' ' + config.side.endpoints.first().address;
    return name;
}

} // namespace zmqscope
