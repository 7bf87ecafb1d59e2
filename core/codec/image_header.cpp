// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/image_header.h"

#include <QtEndian>
#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// More pixels on a side than any program writes: the field is damaged.
constexpr quint32 maxSide = 0x7fffffff;

quint32 u8(QByteArrayView bytes, qsizetype at) { return quint8(bytes[at]); }
quint32 big16(QByteArrayView bytes, qsizetype at) { return qFromBigEndian<quint16>(bytes.data() + at); }
quint32 big32(QByteArrayView bytes, qsizetype at) { return qFromBigEndian<quint32>(bytes.data() + at); }
quint32 little16(QByteArrayView bytes, qsizetype at) { return qFromLittleEndian<quint16>(bytes.data() + at); }
quint32 little24(QByteArrayView bytes, qsizetype at) { return little16(bytes, at) | u8(bytes, at + 2) << 16; }
quint32 little32(QByteArrayView bytes, qsizetype at) { return qFromLittleEndian<quint32>(bytes.data() + at); }

void setSize(ImageHeader &header, quint32 width, quint32 height)
{
    if (width == 0 || height == 0 || width > maxSide || height > maxSide)
        return;
    header.width = width;
    header.height = height;
}

ImageHeader readPng(QByteArrayView bytes)
{
    struct ColorType
    {
        QLatin1StringView name;
        int channels;
    };
    static constexpr std::array<ColorType, 7> colorTypes{{{"grey"_L1, 1}, {}, {"RGB"_L1, 3}, {"palette"_L1, 1},
                                                          {"grey, alpha"_L1, 2}, {}, {"RGBA"_L1, 4}}};
    ImageHeader header{.format = "PNG"_L1};
    if (bytes.size() < 26 || big32(bytes, 8) != 13 || bytes.sliced(12, 4) != "IHDR")
        return header;
    setSize(header, big32(bytes, 16), big32(bytes, 20));
    if (const quint32 type = u8(bytes, 25); type < colorTypes.size()) {
        header.colors = colorTypes[type].name;
        header.bits = int(u8(bytes, 24)) * colorTypes[type].channels;
    }
    return header;
}

/// Goes from segment to segment as far as the one that begins a frame.
ImageHeader readJpeg(QByteArrayView bytes)
{
    ImageHeader header{.format = "JPEG"_L1};
    qsizetype at = 2;
    for (int segment = 0; segment < ImageHeader::maxSegments && at + 4 <= bytes.size(); ++segment) {
        if (u8(bytes, at) != 0xff)
            break;
        const quint32 marker = u8(bytes, at + 1);
        if (marker == 0xff) { // fill byte
            ++at;
            continue;
        }
        if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8)) { // without a length
            at += 2;
            continue;
        }
        const bool isFrame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
        const quint32 length = big16(bytes, at + 2);
        if (length < 2 || marker == 0xd9 || marker == 0xda)
            break;
        if (isFrame) {
            if (at + 10 > bytes.size())
                break;
            const quint32 channels = u8(bytes, at + 9);
            setSize(header, big16(bytes, at + 7), big16(bytes, at + 5));
            header.bits = int(u8(bytes, at + 4) * channels);
            header.colors = channels == 1 ? "grey"_L1 : channels == 3 ? "YCbCr"_L1 : channels == 4 ? "CMYK"_L1 : ""_L1;
            break;
        }
        at += 2 + qsizetype(length);
    }
    return header;
}

ImageHeader readGif(QByteArrayView bytes)
{
    ImageHeader header{.format = "GIF"_L1, .colors = "palette"_L1, .animated = true};
    if (bytes.size() >= 13) {
        setSize(header, little16(bytes, 6), little16(bytes, 8));
        header.bits = int(u8(bytes, 10) & 7) + 1;
    }
    return header;
}

std::optional<ImageHeader> readBmp(QByteArrayView bytes)
{
    constexpr std::array<quint32, 6> infoSizes{12, 40, 52, 56, 108, 124};
    constexpr std::array<quint32, 6> depths{1, 4, 8, 16, 24, 32};
    if (bytes.size() < 30)
        return {};
    // Two letters are a weak mark: the rest must fit.
    const quint32 infoSize = little32(bytes, 14);
    const bool isOld = infoSize == 12;
    const quint32 planes = little16(bytes, isOld ? 22 : 26);
    const quint32 depth = little16(bytes, isOld ? 24 : 28);
    if (std::find(infoSizes.begin(), infoSizes.end(), infoSize) == infoSizes.end() || planes != 1
        || std::find(depths.begin(), depths.end(), depth) == depths.end() || little32(bytes, 10) < 14 + infoSize)
        return {};
    ImageHeader header{.format = "BMP"_L1};
    if (isOld) {
        setSize(header, little16(bytes, 18), little16(bytes, 20));
    } else {
        // A negative height means that the first line is the upper one.
        const auto height = qint64(qint32(little32(bytes, 22)));
        setSize(header, little32(bytes, 18), quint32(std::abs(height)));
    }
    header.bits = int(depth);
    header.colors = depth <= 8 ? "palette"_L1 : depth == 32 ? "RGBA"_L1 : "RGB"_L1;
    return header;
}

ImageHeader readWebp(QByteArrayView bytes)
{
    ImageHeader header{.format = "WebP"_L1};
    if (bytes.size() < 30)
        return header;
    const QByteArrayView chunk = bytes.sliced(12, 4);
    if (chunk == "VP8X") {
        setSize(header, little24(bytes, 24) + 1, little24(bytes, 27) + 1);
        header.colors = u8(bytes, 20) & 0x10 ? "RGBA"_L1 : "RGB"_L1;
        header.animated = (u8(bytes, 20) & 0x02) != 0;
    } else if (chunk == "VP8L" && u8(bytes, 20) == 0x2f) {
        const quint32 packed = little32(bytes, 21);
        setSize(header, (packed & 0x3fff) + 1, (packed >> 14 & 0x3fff) + 1);
        header.colors = packed >> 28 & 1 ? "RGBA"_L1 : "RGB"_L1;
    } else if (chunk == "VP8 " && bytes.sliced(23, 3) == "\x9d\x01\x2a") {
        setSize(header, little16(bytes, 26) & 0x3fff, little16(bytes, 28) & 0x3fff);
        header.colors = "YCbCr"_L1;
    }
    return header;
}

} // namespace

std::optional<ImageHeader> readImageHeader(QByteArrayView bytes)
{
    if (bytes.startsWith("\x89PNG\r\n\x1a\n"))
        return readPng(bytes);
    if (bytes.startsWith("\xff\xd8\xff"))
        return readJpeg(bytes);
    // A text may begin with these letters; one about GIF has no such bytes behind them.
    if ((bytes.startsWith("GIF87a") || bytes.startsWith("GIF89a")) && bytes.size() >= 13
        && std::any_of(bytes.begin() + 6, bytes.begin() + 13, [](char c) { return quint8(c) < ' ' && c != '\n'; }))
        return readGif(bytes);
    if (bytes.startsWith("RIFF") && bytes.size() >= 16 && bytes.sliced(8, 7) == "WEBPVP8")
        return readWebp(bytes);
    return bytes.startsWith("BM") ? readBmp(bytes) : std::nullopt;
}

} // namespace zmqscope
