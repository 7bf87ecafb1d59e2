// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/frame_role.h"

#include <QCoreApplication>
#include <array>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

struct FrameRoleNames
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::FrameRole)
};

struct NamedRole
{
    QLatin1StringView name;
    FrameRole role;
};

constexpr std::array roles{
    NamedRole{"body"_L1, FrameRole::Body},
    NamedRole{"routing id"_L1, FrameRole::RoutingId},
    NamedRole{"delimiter"_L1, FrameRole::Delimiter},
    NamedRole{"topic"_L1, FrameRole::Topic},
    NamedRole{"subscribe"_L1, FrameRole::Subscribe},
    NamedRole{"unsubscribe"_L1, FrameRole::Unsubscribe},
    NamedRole{"connection notice"_L1, FrameRole::ConnectionNotice},
    NamedRole{"close request"_L1, FrameRole::CloseRequest},
};

} // namespace

QString frameRoleText(FrameRole role)
{
    switch (role) {
    case FrameRole::Body: return FrameRoleNames::tr("body");
    case FrameRole::RoutingId: return FrameRoleNames::tr("routing id");
    case FrameRole::Delimiter: return FrameRoleNames::tr("delimiter");
    case FrameRole::Topic: return FrameRoleNames::tr("topic");
    case FrameRole::Subscribe: return FrameRoleNames::tr("subscribe");
    case FrameRole::Unsubscribe: return FrameRoleNames::tr("unsubscribe");
    case FrameRole::ConnectionNotice: return FrameRoleNames::tr("connect or disconnect");
    case FrameRole::CloseRequest: return FrameRoleNames::tr("close connection");
    }
    return {};
}

std::optional<FrameRole> frameRoleFromName(QStringView name)
{
    for (const NamedRole &known : roles) {
        if (known.name == name)
            return known.role;
    }
    return {};
}

} // namespace zmqscope
