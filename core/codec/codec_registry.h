// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/codec.h"

#include <memory>
#include <vector>

namespace zmqscope {

/// The codecs a program knows, in the order people see them.
class CodecRegistry
{
public:
    void add(std::unique_ptr<Codec> codec);
    /// Null when there is none of this id.
    const Codec *find(QStringView id) const;
    const std::vector<std::unique_ptr<Codec>> &all() const { return m_codecs; }

    /// With all of core/codec/builtin_codecs.cpp; made once, never changed.
    static const CodecRegistry &builtin();

private:
    std::vector<std::unique_ptr<Codec>> m_codecs;
};

/// The one list of built-in codecs: a new one is a new file and a line here.
void addBuiltinCodecs(CodecRegistry &registry);

} // namespace zmqscope
