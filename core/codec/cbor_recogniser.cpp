// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/cbor_recogniser.h"

#include "core/base/utf8.h"
#include "core/codec/cbor_head.h"
#include "core/codec/notation/format_evidence.h"

#include <QCoreApplication>
#include <array>
#include <bit>

namespace zmqscope {

namespace {

/// Values nested deeper are not looked at.
constexpr int maxLevels = 64;
/// Tag 55799 says nothing but "this is CBOR"; its bytes begin no text and no other format.
constexpr QByteArrayView mark("\xd9\xd9\xf7", 3);

QString tr(const char *text)
{
    return QCoreApplication::translate("CborCodec", text);
}

bool isShortest(const CborHead &head)
{
    if (head.major == CborHead::Simple)
        return true;
    switch (head.size) {
    case 2: return head.value >= 24;
    case 3: return head.value > 0xff;
    case 5: return head.value > 0xffff;
    case 9: return head.value > 0xffff'ffff;
    default: return true;
    }
}

void weigh(FormatEvidence &evidence, const CborHead &head, QByteArrayView body)
{
    if (!isShortest(head))
        evidence.needlesslyLong();
    switch (head.major) {
    case CborHead::Unsigned:
    case CborHead::Negative:
        if (isShortest(head))
            evidence.integer(head.value, head.major == CborHead::Negative, head.size);
        break;
    case CborHead::Bytes: evidence.bytes(); break;
    case CborHead::Text:
        if (!head.isIndefinite)
            evidence.text(body);
        break;
    case CborHead::Array:
    case CborHead::Map: evidence.container(); break;
    case CborHead::Tag: evidence.extension(); break;
    case CborHead::Simple:
        if (head.size == 9)
            evidence.floatingPoint(std::bit_cast<double>(head.value));
        else if (head.size == 5)
            evidence.floatingPoint(double(std::bit_cast<float>(quint32(head.value))));
        else if (head.size == 1 && head.value >= CborHead::falseValue && head.value <= CborHead::undefinedValue)
            evidence.constant();
        else if (!head.isBreak() && head.size < 3)
            evidence.extension();
        break;
    }
}

void weighKey(FormatEvidence &evidence, const CborHead &head)
{
    if (head.major == CborHead::Text || head.major <= CborHead::Negative)
        evidence.key(head.major == CborHead::Text);
    else if (head.major != CborHead::Bytes)
        evidence.oddKey();
}

struct Level
{
    quint64 left = 0; ///< items to come; of what is indefinite: those that came
    CborHead head;
    bool wantsKey() const { return head.major == CborHead::Map && left % 2 == 0; }
};

} // namespace

Recognition recogniseCbor(QByteArrayView bytes, qsizetype effort)
{
    if (bytes.isEmpty())
        return {};
    const char *at = bytes.data();
    const char *const end = at + bytes.size();
    FormatEvidence evidence;
    std::array<Level, maxLevels> levels;
    int depth = 0;
    qsizetype looked = 0;
    bool beforeRoot = true; ///< only tags so far
    do {
        if (at == end)
            return {};
        const CborHead head = readCborHead(at, end);
        if (head.state != CborHead::State::Good || head.bytes() > quint64(end - at - head.size))
            return {};
        if (looked == 0 && !head.isContainer() && head.major != CborHead::Tag && !head.isIndefinite
            && head.size + qsizetype(head.bytes()) != bytes.size())
            return {};
        Level *const level = depth > 0 ? &levels[depth - 1] : nullptr;
        if (beforeRoot && head.isContainer() && (head.value > 0 || head.isIndefinite))
            evidence.rootContainer();
        beforeRoot = beforeRoot && head.major == CborHead::Tag;

        const QByteArrayView body(at + head.size, qsizetype(head.bytes()));
        looked += head.size + std::min(body.size(), FormatEvidence::textBytes);
        if (head.isBreak()) {
            if (!level || !level->head.isIndefinite || (level->head.major == CborHead::Map && level->left % 2 != 0))
                return {};
            --depth;
        } else {
            const bool inChunks = level && level->head.isString();
            if (inChunks && (head.major != level->head.major || head.isIndefinite))
                return {};
            if (level && level->wantsKey())
                weighKey(evidence, head);
            weigh(evidence, head, body);
            const quint64 below = head.major == CborHead::Array || head.isIndefinite ? head.value
                : head.major == CborHead::Map ? head.value * 2
                : head.major == CborHead::Tag ? 1 : 0;
            if (head.isIndefinite || below > 0) {
                at += head.size;
                if (head.isContainer() && head.value > quint64(end - at))
                    return {};
                if (depth == maxLevels)
                    break;
                levels[depth++] = {below, head};
                continue;
            }
        }
        at = body.data() + body.size();
        while (depth > 0) {
            Level &open = levels[depth - 1];
            if (open.head.isIndefinite) {
                ++open.left;
                break;
            }
            if (--open.left > 0)
                break;
            --depth;
        }
    } while (depth > 0 && looked < effort);

    const bool isWhole = depth == 0;
    if (isWhole && at != end)
        return {};
    if (isWhole)
        evidence.exactEnd(bytes);
    Certainty certainty = evidence.isEnough() ? Certainty::Likely : Certainty::Possible;
    // "À" is a tag before an empty list, and "eHello" is a text; but they are text as they are.
    if (bytes.size() <= effort && utf8::firstInvalid(bytes) < 0)
        certainty = Certainty::Possible;
    if (bytes.startsWith(mark))
        certainty = Certainty::Certain;
    if (isWhole)
        return {certainty, tr("valid CBOR, %1 of %1 bytes used").arg(bytes.size())};
    return {certainty, tr("CBOR, as far as looked: %1 of %2 bytes").arg(at - bytes.data()).arg(bytes.size())};
}

} // namespace zmqscope
