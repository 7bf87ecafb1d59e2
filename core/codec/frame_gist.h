// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/codec.h"

namespace zmqscope {

/// A frame on one line of at most about @p maxChars characters, for a log: the gist of its values
/// where its format has a structure, and previewText() where it is plain text or unknown bytes. Read
/// as @p pinned, or where that is null as what it is found to be. Costs microseconds, whatever the
/// size of the frame.
QString frameGist(QByteArrayView bytes, const CodecPtr &pinned, qsizetype maxChars);

} // namespace zmqscope
