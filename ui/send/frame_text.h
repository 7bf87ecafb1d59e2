// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace zmqscope {

/// The text of one frame being composed. Takes no more than it can lay out without stopping the
/// window.
class FrameText final : public QPlainTextEdit
{
    Q_OBJECT
public:
    static constexpr qsizetype maxCharacters = 256 * 1024; ///< each keystroke encodes them all
    static constexpr qsizetype maxLine = 64 * 1024;        ///< a line is laid out as a whole

    explicit FrameText(QWidget *parent);

    static bool isTooLong(QStringView text);

signals:
    /// What was pasted or dropped would make it too long: it was not put in. @p whole is the text
    /// that would have come of it.
    void tooMuchPasted(const QString &whole);

protected:
    void insertFromMimeData(const QMimeData *source) override;
};

} // namespace zmqscope
