// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/panel/channel_options.h"

namespace zmqscope {

namespace {

const OptionInfo *settableOption(const QString &name)
{
    const OptionInfo *option = findOption(name);
    return option && option->canSet ? option : nullptr;
}

Error unknownOption(const QString &name)
{
    return {ErrorCode::InvalidArgument, ChannelOptions::tr("Set %1").arg(name),
            ChannelOptions::tr("There is no such option, or it cannot be set."), {}};
}

} // namespace

Result<void> ChannelOptions::applyAll(Socket &socket)
{
    m_needsReopen.clear();
    Result<void> outcome;
    const auto apply = [&](const OptionInfo &option, const OptionValue &value) {
        if (Result<void> valid = validateOption(option, value, m_config.type); !valid)
            outcome = valid;
        else if (Result<void> done = socket.setOption(option, value); !done)
            outcome = done;
    };
    for (const OptionInfo &option : socketOptions()) {
        if (isChosen(option.name))
            continue;
        if (const std::optional<OptionValue> ours = zmqscopeDefault(option, m_config.type))
            apply(option, *ours);
    }
    for (auto it = m_config.options.cbegin(); it != m_config.options.cend(); ++it) {
        if (const OptionInfo *option = settableOption(it.key()))
            apply(*option, it.value());
        else
            outcome = unknownOption(it.key());
    }
    return outcome;
}

Result<void> ChannelOptions::set(Socket *socket, const QString &name, const OptionValue &value)
{
    const OptionInfo *option = settableOption(name);
    if (!option)
        return unknownOption(name);
    if (Result<void> valid = validateOption(*option, value, m_config.type); !valid)
        return valid;
    if (socket) {
        if (Result<void> done = socket->setOption(*option, value); !done)
            return done;
        if (option->effect != OptionEffect::Immediate && !m_config.endpoints.isEmpty())
            noteReopenNeeded(name);
    }
    m_config.options.insert(name, value);
    return {};
}

Result<bool> ChannelOptions::reset(Socket *socket, const QString &name)
{
    const OptionInfo *option = settableOption(name);
    if (!option)
        return unknownOption(name);
    if (m_config.options.remove(name) == 0)
        return false;
    if (socket) {
        const std::optional<OptionValue> ours = zmqscopeDefault(*option, m_config.type);
        const Result<OptionValue> theirs = parseOptionValue(*option, option->defaultText);
        const bool known = ours.has_value() || theirs.ok();
        const bool applied = known && socket->setOption(*option, ours ? *ours : *theirs).ok();
        if (!applied || option->effect != OptionEffect::Immediate)
            noteReopenNeeded(name);
    }
    return true;
}

Result<OptionValue> ChannelOptions::value(const Socket *socket, const QString &name) const
{
    const OptionInfo *option = findOption(name);
    if (!option)
        return unknownOption(name);
    if (const auto chosen = m_config.options.constFind(name); chosen != m_config.options.cend())
        return *chosen;
    if (socket && option->canGet)
        return socket->option(*option);
    if (const std::optional<OptionValue> ours = zmqscopeDefault(*option, m_config.type))
        return *ours;
    return parseOptionValue(*option, option->defaultText);
}

void ChannelOptions::noteReopenNeeded(const QString &name)
{
    if (!m_needsReopen.contains(name))
        m_needsReopen.append(name);
}

} // namespace zmqscope
