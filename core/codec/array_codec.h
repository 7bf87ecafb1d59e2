// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/array/array_reader.h"
#include "core/codec/codec.h"

#include <QCoreApplication>

namespace zmqscope {

/// The bare elements of an array, as numpy.ndarray.tobytes() gives them. What they are is said
/// somewhere else, as in the frame before; configured() is told:
///
///     uint8:480x640x3          dtype, and how long each dimension is
///     <f4:(2, 3):F             as NumPy prints them; the first index counts through memory
///     float64:()               one value
///     [('x', '<f4')]:100:C     records
///
/// The order is C or F, or what "fortran_order" is: true or false; without one it is C. Lengths may
/// also be separated by commas, and be none at all for one value. For reading only.
class ArrayCodec final : public Codec
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::ArrayCodec)
public:
    ArrayCodec() = default;

    QString id() const override;
    QString name() const override;
    QString hint() const override;
    QString parameterHint() const override;
    QStringList parameters() const override;
    Result<CodecPtr> configured(const QString &parameter) const override;
    /// Likely where exactly as many bytes are there as the array takes.
    Recognition recognise(QByteArrayView bytes, qsizetype effort) const override;
    Recognition recogniseStart(QByteArrayView bytes, qsizetype effort) const override;
    /// Fewer bytes than the array takes may be the start of it: the text is cut then. More are an
    /// error.
    Result<DecodedText> decode(QByteArrayView bytes, qsizetype maxChars) const override;
    bool decodesTree() const override { return true; }
    ValueTree decodeTree(QByteArrayView bytes, const DecodeLimits &limits) const override;
    ValueTree expand(ValueTree tree, NodeId folded, const DecodeLimits &limits) const override;
    bool encodes() const override { return false; }
    Result<QByteArray> encode(const QString &text) const override;

    /// The array that @p bytes are, which it borrows. Errors when they are not as many as it takes.
    Result<ArrayView> arrayOf(QByteArrayView bytes) const;

private:
    struct Layout
    {
        NpyHeader header;     ///< the elements start at 0
        qsizetype size = 0;   ///< bytes that they take
        QString parameter;    ///< as short as it can be written
    };

    explicit ArrayCodec(Layout layout) : m_layout(std::move(layout)) {}
    /// "uint8, 480 × 640 × 3"
    QString layoutText() const;

    std::optional<Layout> m_layout;
};

} // namespace zmqscope
