// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/codec.h"

#include <vector>

namespace zmqscope {

/// The codecs a program knows, in the order people see them.
class CodecRegistry
{
public:
    void add(CodecPtr codec);
    /// By plain id, without parameter; null when there is none.
    const Codec *find(QStringView id) const;
    const std::vector<CodecPtr> &all() const { return m_codecs; }

    /// By what a profile holds: an id, an id with its parameter ("struct:<Id8s"), or a chain of
    /// wrappers from the outermost in ("gzip|msgpack", "zstd|protobuf:trade.Tick"). Errors name the
    /// part that is not known.
    Result<CodecPtr> resolve(const QString &id) const;

    /// With all of core/codec/builtin_codecs.cpp; made once, never changed.
    static const CodecRegistry &builtin();

private:
    CodecPtr shared(QStringView id) const;

    std::vector<CodecPtr> m_codecs;
};

/// The one list of built-in codecs: a new one is a new file and a line here.
void addBuiltinCodecs(CodecRegistry &registry);

} // namespace zmqscope
