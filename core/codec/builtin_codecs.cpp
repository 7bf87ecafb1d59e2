// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/base64_codec.h"
#include "core/codec/codec_registry.h"
#include "core/codec/hex_codec.h"
#include "core/codec/json_codec.h"
#include "core/codec/text_codec.h"

namespace zmqscope {

void addBuiltinCodecs(CodecRegistry &registry)
{
    registry.add(std::make_unique<TextCodec>());
    registry.add(std::make_unique<JsonCodec>());
    registry.add(std::make_unique<HexCodec>());
    registry.add(std::make_unique<Base64Codec>());
}

} // namespace zmqscope
