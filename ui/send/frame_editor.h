// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/panel/panel_config.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QStackedWidget;
class QToolButton;

namespace zmqscope {

class ToneLabel;

/// One frame of a message being composed: its format, its text or file, how many bytes it makes,
/// and what is wrong with it. Grows with its lines up to a few, then scrolls.
class FrameEditor final : public QWidget
{
    Q_OBJECT
public:
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

signals:
    void edited();
    void moveRequested(int by);
    void removeRequested();
    /// The caret would leave the text upwards (-1) or downwards (1).
    void caretLeft(int by);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void check();
    void fitHeight();
    void chooseFile();
    bool isFile() const;
    void showPage();
    bool handleKey(QKeyEvent *event);

    QLabel *m_number;
    QComboBox *m_format;
    QStackedWidget *m_pages;
    QPlainTextEdit *m_text;
    QLineEdit *m_path;
    QLabel *m_size;
    QToolButton *m_up;
    QToolButton *m_down;
    QToolButton *m_remove;
    ToneLabel *m_problem;
    QString m_unknownCodec; ///< of a newer profile: kept, though it cannot be encoded here
    bool m_valid = true;
    qint64 m_bytes = 0;
};

} // namespace zmqscope
