// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/codec.h"

#include <QDialog>

class QLabel;

namespace zmqscope {

class FormatPicker;

/// Asks for the format that a frame is to be read as, with its parameter and what it is packed in.
/// Deletes itself when it is closed.
class ReadAsDialog final : public QDialog
{
    Q_OBJECT
public:
    /// @p codecId is what is chosen at first.
    ReadAsDialog(const QString &codecId, QWidget *parent);

    void accept() override;

signals:
    void chosen(const zmqscope::CodecPtr &codec);

private:
    FormatPicker *m_picker;
    QLabel *m_problem;
};

} // namespace zmqscope
