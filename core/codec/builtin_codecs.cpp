// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/array_codec.h"
#include "core/codec/base64_codec.h"
#include "core/codec/bson_codec.h"
#include "core/codec/cbor_codec.h"
#include "core/codec/codec_registry.h"
#include "core/codec/hex_codec.h"
#include "core/codec/image_codec.h"
#include "core/codec/json_codec.h"
#include "core/codec/msgpack_codec.h"
#include "core/codec/npy_codec.h"
#include "core/codec/number_codec.h"
#include "core/codec/packing/base64_text_codec.h"
#include "core/codec/packing/deflate_codec.h"
#include "core/codec/packing/lz4_codec.h"
#include "core/codec/packing/z85_codec.h"
#include "core/codec/packing/zstd_codec.h"
#include "core/codec/pickle/pickle_codec.h"
#include "core/codec/protobuf/protobuf_codec.h"
#include "core/codec/struct_codec.h"
#include "core/codec/text_codec.h"
#include "core/codec/text_encoding_codec.h"
#include "core/codec/time_codec.h"
#include "core/codec/uuid_codec.h"

using namespace Qt::StringLiterals;

namespace zmqscope {

void addBuiltinCodecs(CodecRegistry &registry)
{
    registry.add(std::make_unique<TextCodec>());
    registry.add(std::make_unique<JsonCodec>());
    registry.add(std::make_unique<MsgpackCodec>());
    registry.add(std::make_unique<CborCodec>());
    registry.add(std::make_unique<BsonCodec>());
    registry.add(std::make_unique<PickleCodec>());
    registry.add(std::make_unique<ProtobufCodec>());
    registry.add(std::make_unique<NpyCodec>());
    registry.add(std::make_unique<ArrayCodec>());
    registry.add(std::make_unique<ImageCodec>());
    registry.add(std::make_unique<DeflateCodec>(DeflateCodec::Container::Gzip));
    registry.add(std::make_unique<DeflateCodec>(DeflateCodec::Container::Zlib));
    registry.add(std::make_unique<ZstdCodec>());
    registry.add(std::make_unique<Lz4Codec>());
    registry.add(std::make_unique<Base64TextCodec>());
    registry.add(std::make_unique<Z85Codec>());
    registry.add(std::make_unique<NumberCodec>());
    registry.add(std::make_unique<StructCodec>());
    registry.add(std::make_unique<UuidCodec>());
    registry.add(std::make_unique<TimeCodec>());
    for (const QLatin1StringView encoding : {"utf-16le"_L1, "utf-16be"_L1, "gb18030"_L1, "latin-1"_L1})
        registry.add(std::make_unique<TextEncodingCodec>(encoding));
    registry.add(std::make_unique<TextEncodingCodec>());
    registry.add(std::make_unique<HexCodec>());
    registry.add(std::make_unique<Base64Codec>());
}

} // namespace zmqscope
