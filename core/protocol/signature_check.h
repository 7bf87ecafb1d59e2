// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/protocol_match.h"

namespace zmqscope {

enum class SignatureState {
    NotSigned, ///< the signature is empty: the sender has no key
    NoKey,     ///< signed, and nobody gave the key
    TooLarge,  ///< over maxSignedBytes
    Right,
    Wrong,
};

/// More is not checked: it would hold up the window for longer than a blink.
inline constexpr qint64 maxSignedBytes = 8 * 1024 * 1024;

/// What became of comparing the signature of a message.
struct SignatureResult
{
    qsizetype frame = 0; ///< that holds the signature
    SignatureState state = SignatureState::NotSigned;

    /// "signature is right"; translated.
    QString text() const;
};

/// Compares the signatures of @p match, those whose frames are all there; @p key may be empty.
/// Takes time with the size of the message: for one that a person looks at.
QList<SignatureResult> checkSignatures(const ProtocolMatch &match, const FrameSpan &frames, const QByteArray &key);

} // namespace zmqscope
