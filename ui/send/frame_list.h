// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/panel/panel_config.h"

#include <QScrollArea>

class QVBoxLayout;

namespace zmqscope {

class FrameEditor;
class ToneLabel;

/// The frames of a message being composed, one editor each: added, removed, moved.
class FrameList final : public QScrollArea
{
    Q_OBJECT
public:
    /// Editors beyond this would make the window slow; further frames are kept and sent, unseen.
    static constexpr qsizetype maxEditors = 100;

    explicit FrameList(QWidget *parent);

    QList<FrameDraft> frames() const;
    void setFrames(const QList<FrameDraft> &frames);
    /// Puts an empty frame at the end and the caret into it.
    void addFrame();
    int count() const { return int(m_editors.size()); }
    void focusFrame(int i);
    /// The first frame that cannot be encoded, or -1.
    int firstInvalid() const;
    qint64 totalBytes() const;
    /// Encodes all frames again.
    void check();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

signals:
    void edited();
    /// The caret left the first frame upwards (-1) or the last one downwards (1).
    void caretLeft(int by);

private:
    FrameEditor *insertEditor(qsizetype at, const FrameDraft &draft);
    void move(FrameEditor *editor, int by);
    void remove(FrameEditor *editor);
    void leave(FrameEditor *editor, int by);
    void renumber();

    QWidget *m_content;
    QVBoxLayout *m_rows;
    ToneLabel *m_more;
    QList<FrameEditor *> m_editors;
    QList<FrameDraft> m_rest; ///< what lies beyond maxEditors
    bool m_filling = false;
};

} // namespace zmqscope
