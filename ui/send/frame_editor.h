// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/panel/panel_config.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QStackedWidget;
class QToolButton;

namespace zmqscope {

class FormatPicker;
class FramePreview;
class FrameText;
class ToneLabel;

/// One frame of a message being composed: its format, its text or file, the bytes that it makes, and
/// what is wrong with it. Grows with its lines up to a few, then scrolls. A text too long to edit
/// is kept and sent as it is.
class FrameEditor final : public QWidget
{
    Q_OBJECT
public:
    /// Longer texts are not taken from the clipboard: each send encodes them, each save writes them.
    static constexpr qsizetype maxHeldCharacters = 1024 * 1024;

    explicit FrameEditor(QWidget *parent);

    FrameDraft draft() const;
    void setDraft(const FrameDraft &draft);
    /// Its place in the message: @p number of @p count, from 1. A single frame shows no handles.
    void setPlace(int number, int count);
    /// True when the text can be encoded.
    bool isValid() const { return m_valid; }
    /// Bytes it makes; 0 while it is not valid.
    qint64 byteCount() const { return m_bytes; }
    void focusText();
    /// Encodes again: what the format is set up with may have become known.
    void check();

signals:
    void edited();
    void moveRequested(int by);
    void removeRequested();
    /// The caret would leave the text upwards (-1) or downwards (1).
    void caretLeft(int by);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fitHeight();
    void chooseFile();
    QString text() const;
    void setText(const QString &text);
    void takePasted(const QString &whole);
    bool isFile() const;
    void showPage();
    bool handleKey(QKeyEvent *event);

    QLabel *m_number;
    FormatPicker *m_format;
    QStackedWidget *m_pages;
    FrameText *m_text;
    QLineEdit *m_path;
    ToneLabel *m_heldNote;
    QLabel *m_size;
    QToolButton *m_up;
    QToolButton *m_down;
    QToolButton *m_remove;
    ToneLabel *m_problem;
    FramePreview *m_preview;
    QString m_held; ///< text too long for m_text: kept and sent as it is
    bool m_valid = true;
    qint64 m_bytes = 0;
};

} // namespace zmqscope
