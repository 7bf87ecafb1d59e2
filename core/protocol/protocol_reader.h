// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/protocol.h"

#include <QByteArray>
#include <QList>

namespace zmqscope {

/// A part of a protocol file that is not right.
struct ProtocolProblem
{
    QString file;
    int line = 0;  ///< 1-based; 0 when unknown
    QString key;   ///< "messages[1].frames[0].match.hex"; empty for the file as a whole
    QString text;  ///< translated: what is wrong, and what to write

    /// One line for people: "file.json, line 7, messages[0].name: …".
    QString where() const;
};

struct ReadProtocol
{
    ProtocolPtr protocol; ///< null when there are problems: half a protocol would name frames wrongly
    QList<ProtocolProblem> problems;
};

/// A larger protocol file is refused.
inline constexpr qint64 maxProtocolBytes = 1024 * 1024;
/// Patterns in one message of a protocol; matching recurses once a pattern.
inline constexpr qsizetype maxFramePatterns = 64;

/// Reads a protocol file. One file says how the frames of one protocol are named and read:
///
///     {
///       "schemaVersion": 1,
///       "id": "thermometer",                       profiles name it by this; never change it
///       "name": "Thermometer readings",            for people
///       "about": "https://example.org/protocol",   optional: where it is described
///       "sockets": ["PUB", "SUB"],                 optional: only on these socket types
///       "detect": true,                            false: only where a person chose it for a panel
///       "routing": "skip",                         see below
///       "messages": [
///         {
///           "name": "reading of {values.unit}",    optional
///           "sockets": ["SUB"],                    optional: only these of the sockets above
///           "way": "received",                     optional: or "sent"
///           "frames": [
///             {"name": "place", "role": "topic", "match": {"startsWith": "room/"}},
///             {"name": "command", "match": {"choice": [{"hex": "01", "note": "MEASURED"},
///                                                      {"hex": "ff", "note": "BROKEN", "bad": true}]}},
///             {"name": "values", "match": {"jsonKeys": ["unit", "celsius"]}, "read": "json", "main": true},
///             {"name": "raw", "repeat": "any", "read": "struct:<4f", "note": "in {values.unit}"},
///             {"name": "count", "match": {"size": 8}, "read": "number:u64le"},
///             {"name": "signature", "match": {"size": 64}}
///           ]
///         }
///       ],
///       "checks": [
///         {"hmac": {"signature": "signature", "over": ["values", "raw"], "algorithm": "sha256", "format": "hex"}},
///         {"sequence": {"frame": "count", "format": "u64le", "per": "place"}}
///       ]
///     }
///
/// The first message of the list whose frames all fit is taken; a message fits when every frame is
/// spoken for. "frames" may stand in place of "messages" where there is but one.
///
/// "match" is "any" (the default), "empty", or an object whose members must all hold: "text" or
/// "hex" (the whole frame), "startsWith" or "startsWithHex", "size" (a number, or [least, most]),
/// "regex" (on the whole text of a frame up to 1 KiB), "jsonKeys" (a JSON object up to 4 KiB that
/// has these members), "choice" (a list of such objects, of which one must hold; each may have a
/// "note" for people and be "bad").
///
/// "repeat" is "one" (the default), "optional", "some" (one or more), "any" (none or more), a
/// number, or [least, most]. A repeated frame takes as few frames as the rest allows.
///
/// "role" is "body" (the default), "routing id", "delimiter", "topic", and gives a frame its name
/// where it has none. "read" is the format the frame is read in: "json", "number:u32le",
/// "gzip|msgpack". "main": true is the frame that is shown first.
///
/// Names of messages, "read" and "note" may hold {frame}, the text of the first frame of that name,
/// and {frame.member}, a member of the JSON object in it; what is not there is left out. A list
/// becomes its items, separated by commas. So a frame can say how another is to be read:
/// "array:{head.dtype}:{head.shape}" is "array:uint8:480,640" behind a frame "head" that holds
/// {"dtype": "uint8", "shape": [480, 640]}. In "read" the frame must be one of the same message,
/// null is nothing, and a list with lists or objects in it is written as JSON; with a text longer
/// than ProtocolMatch::maxFormatChars, or in a frame longer than maxPlaceholderBytes, the format
/// counts as not known. A frame that cannot be read so is shown as what it looks like.
///
/// "routing": "skip" puts the first pattern behind the routing ids and the empty delimiter that
/// ROUTER and DEALER messages begin with; "keep" puts it at frame 0. "layer": "envelope" makes the
/// file say what those are: the built-in files do that for each socket type.
///
/// "checks": "hmac" compares a frame with the HMAC of others ("algorithm": md5, sha1, sha256,
/// sha512; "format": hex or raw) under the key of the panel. "sequence" follows a number that goes
/// up by one with each message ("format": u8, u16le, u16be, u32le, … or text), counted by itself
/// for each value of the frame "per".
ReadProtocol readProtocol(const QByteArray &json, const QString &file);

} // namespace zmqscope
