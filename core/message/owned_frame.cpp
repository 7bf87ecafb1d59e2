// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/message/owned_frame.h"

#include <cstring>
#include <memory>

namespace zmqscope {

OwnedFrame OwnedFrame::copyOf(QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return {};
    auto block = std::make_unique_for_overwrite<char[]>(size_t(bytes.size()));
    std::memcpy(block.get(), bytes.data(), size_t(bytes.size()));
    const QByteArrayView copy(block.get(), bytes.size());
    return OwnedFrame(copy, block.release(), [](void *owner) { delete[] static_cast<char *>(owner); });
}

} // namespace zmqscope
