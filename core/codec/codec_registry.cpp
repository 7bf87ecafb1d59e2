// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/codec_registry.h"

#include <algorithm>

namespace zmqscope {

void CodecRegistry::add(std::unique_ptr<Codec> codec)
{
    Q_ASSERT(codec && !find(codec->id()));
    m_codecs.push_back(std::move(codec));
}

const Codec *CodecRegistry::find(QStringView id) const
{
    const auto match = std::find_if(m_codecs.begin(), m_codecs.end(),
                                    [id](const std::unique_ptr<Codec> &codec) { return codec->id() == id; });
    return match == m_codecs.end() ? nullptr : match->get();
}

const CodecRegistry &CodecRegistry::builtin()
{
    static const CodecRegistry registry = [] {
        CodecRegistry made;
        addBuiltinCodecs(made);
        return made;
    }();
    return registry;
}

} // namespace zmqscope
