// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inspector/held_frame.h"
#include "ui/inspector/rendered_text.h"
#include "ui/value_tree/background_job.h"

#include <QWidget>

class QAction;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace zmqscope {

class TextView;
class ToneBar;

/// A frame as a codec's text: the beginning at once, more of it on demand.
class TextPage final : public QWidget
{
    Q_OBJECT
public:
    /// Looking at more than this is left to a worker thread. The first TextLimit never is, so that
    /// going through a log does not flicker.
    static constexpr qint64 maxInlineBytes = 4 * TextLimit::first;

    explicit TextPage(QWidget *parent = nullptr);

    /// @p name is what assistive tools call the text.
    void showFrame(const HeldFrame &frame, const CodecPtr &codec, const QString &name);
    void clear();
    /// For a command in the menu of the text.
    void addCommand(QAction *action);

signals:
    /// The person wants the whole frame, of which only a part is shown.
    void saveRequested();

private:
    void render();
    void showRendered(const RenderedText &rendered);
    void updateCutBar();
    void showMore();

    HeldFrame m_frame;
    CodecPtr m_codec;
    qsizetype m_limit = TextLimit::first;
    RenderedText m_rendered;

    QStackedWidget *m_stack;
    TextView *m_text;
    QLabel *m_message; ///< in place of the text: why there is none
    ToneBar *m_cutBar;
    QLabel *m_cutText;
    QPushButton *m_more;
    BackgroundJob<RenderedText> m_job;
};

} // namespace zmqscope
