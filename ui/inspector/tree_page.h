// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/value_tree/background_job.h"
#include "ui/value_tree/decoded_frame.h"

#include <QStackedWidget>

class QLabel;

namespace zmqscope {

class ValueTreePane;

/// A frame as a tree of values, which is decoded here.
class TreePage final : public QStackedWidget
{
    Q_OBJECT
public:
    /// More is decoded by a worker thread.
    static constexpr qsizetype maxInlineBytes = 64 * 1024;

    explicit TreePage(QWidget *parent = nullptr);

    void showFrame(const HeldFrame &frame, const CodecPtr &codec);
    void clear();
    ValueTreePane &pane() const { return *m_pane; }

private:
    void showDecoded(DecodedFrame decoded);

    ValueTreePane *m_pane;
    QLabel *m_message;
    BackgroundJob<DecodedFrame> m_job;
};

} // namespace zmqscope
