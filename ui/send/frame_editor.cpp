// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/send/frame_editor.h"

#include "core/automation/message_composer.h"
#include "ui/controls/tone_label.h"
#include "ui/format/format_picker.h"
#include "ui/send/frame_preview.h"
#include "ui/send/frame_text.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr int maxVisibleLines = 8;

QToolButton *handle(QLatin1StringView icon, const QString &name, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setIcon(theme::icon(icon));
    button->setAutoRaise(true);
    button->setToolTip(name);
    button->setAccessibleName(name);
    return button;
}

} // namespace

FrameEditor::FrameEditor(QWidget *parent)
    : QWidget(parent)
    , m_number(new ToneLabel(theme::Role::TextMuted, this))
    , m_format(new FormatPicker(FormatPicker::For::Sending, this))
    , m_pages(new QStackedWidget(this))
    , m_text(new FrameText(this))
    , m_path(new QLineEdit(this))
    , m_heldNote(new ToneLabel(theme::Role::TextMuted, this))
    , m_size(new ToneLabel(theme::Role::TextMuted, this))
    , m_up(handle("up"_L1, tr("Move up (Alt+Up)"), this))
    , m_down(handle("down"_L1, tr("Move down (Alt+Down)"), this))
    , m_remove(handle("remove"_L1, tr("Remove frame"), this))
    , m_problem(new ToneLabel(theme::Role::Bad, this))
    , m_preview(new FramePreview(this))
{
    m_text->installEventFilter(this);
    m_path->installEventFilter(this);
    m_path->setPlaceholderText(tr("Path of the file"));

    auto *filePage = new QWidget(m_pages);
    auto *fileRow = new QHBoxLayout(filePage);
    fileRow->setContentsMargins(0, 0, 0, 0);
    auto *choose = new QToolButton(filePage);
    choose->setText(tr("Choose…"));
    fileRow->addWidget(m_path, 1);
    fileRow->addWidget(choose);
    m_pages->addWidget(m_text);
    m_pages->addWidget(filePage);

    auto *heldPage = new QWidget(m_pages);
    auto *heldRow = new QHBoxLayout(heldPage);
    heldRow->setContentsMargins(0, 0, 0, 0);
    auto *empty = new QToolButton(heldPage);
    empty->setText(tr("Clear"));
    empty->setToolTip(tr("Throw the long text away and edit again"));
    m_heldNote->setToolTip(tr("Longer than %1 characters, or than %2 in a line: editing it would be slow.")
                               .arg(QLocale().toString(FrameText::maxCharacters), QLocale().toString(FrameText::maxLine)));
    m_heldNote->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    heldRow->addWidget(m_heldNote, 1);
    heldRow->addWidget(empty);
    m_pages->addWidget(heldPage);
    m_pages->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);

    m_problem->setWordWrap(true);
    m_problem->hide();
    m_size->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_size->setMinimumWidth(fontMetrics().horizontalAdvance(u"00,000 B"_s));

    auto *row = new QHBoxLayout;
    row->setSpacing(theme::spacing);
    for (QWidget *widget : {static_cast<QWidget *>(m_number), static_cast<QWidget *>(m_format)})
        row->addWidget(widget, 0, Qt::AlignTop);
    row->addWidget(m_pages, 1);
    row->addWidget(m_size, 0, Qt::AlignTop);
    auto *handles = new QHBoxLayout;
    handles->setSpacing(0);
    for (QToolButton *button : {m_up, m_down, m_remove})
        handles->addWidget(button, 0, Qt::AlignTop);
    row->addLayout(handles);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(2);
    rows->addLayout(row);
    rows->addWidget(m_preview);
    rows->addWidget(m_problem);

    const int lineHeight = m_format->sizeHint().height();
    m_number->setFixedHeight(lineHeight);
    m_size->setFixedHeight(lineHeight);

    connect(m_format, &FormatPicker::changed, this, [this] {
        showPage();
        check();
        emit edited();
    });
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        check();
        emit edited();
    });
    connect(m_text, &FrameText::tooMuchPasted, this, &FrameEditor::takePasted);
    connect(empty, &QToolButton::clicked, this, [this] {
        setText({});
        focusText();
    });
    connect(m_path, &QLineEdit::textChanged, this, [this] {
        check();
        emit edited();
    });
    // Queued: the layout that tells of its new size is not done yet, and a new height makes another.
    connect(m_text->document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            &FrameEditor::fitHeight, Qt::QueuedConnection);
    connect(choose, &QToolButton::clicked, this, &FrameEditor::chooseFile);
    connect(m_up, &QToolButton::clicked, this, [this] { emit moveRequested(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { emit moveRequested(1); });
    connect(m_remove, &QToolButton::clicked, this, &FrameEditor::removeRequested);
    showPage();
    check();
}

FrameDraft FrameEditor::draft() const
{
    return {m_format->codec(), isFile() ? m_path->text() : text()};
}

QString FrameEditor::text() const
{
    return m_held.isEmpty() ? m_text->toPlainText() : m_held;
}

void FrameEditor::setText(const QString &text)
{
    m_held = FrameText::isTooLong(text) ? text : QString();
    {
        const QSignalBlocker quiet(m_text); // one check, of the whole
        m_text->setPlainText(m_held.isEmpty() ? text : QString());
    }
    const QString length = QLocale().toString(m_held.size());
    m_heldNote->setText(tr("%1 characters, too long to edit here: sent as they are").arg(length));
    showPage();
    check();
    emit edited();
}

void FrameEditor::takePasted(const QString &whole)
{
    if (whole.size() <= maxHeldCharacters)
        return setText(whole);
    m_problem->setText(tr("Not pasted: %1 characters are too long for the form. Save them in a file, and choose the format File.")
                           .arg(QLocale().toString(whole.size())));
    m_problem->show();
}

void FrameEditor::setDraft(const FrameDraft &draft)
{
    m_format->setCodec(draft.codec);
    if (!isFile())
        return setText(draft.text);
    m_path->setText(draft.text);
    showPage();
    check();
}

void FrameEditor::setPlace(int number, int count)
{
    m_number->setText(QString::number(number));
    m_text->setAccessibleName(tr("Frame %1").arg(number));
    m_path->setAccessibleName(tr("File of frame %1").arg(number));
    m_format->setFormatName(tr("Format of frame %1").arg(number));
    const bool several = count > 1;
    for (QWidget *widget : {static_cast<QWidget *>(m_number), static_cast<QWidget *>(m_up),
                            static_cast<QWidget *>(m_down), static_cast<QWidget *>(m_remove)})
        widget->setVisible(several);
    m_up->setEnabled(number > 1);
    m_down->setEnabled(number < count);
}

void FrameEditor::focusText()
{
    QWidget *target = isFile() ? static_cast<QWidget *>(m_path) : m_text;
    target->setFocus();
}

bool FrameEditor::isFile() const
{
    return m_format->codec() == fileCodecId;
}

void FrameEditor::showPage()
{
    m_pages->setCurrentIndex(isFile() ? 1 : m_held.isEmpty() ? 0 : 2);
    m_text->setToolTip(tr("%1\nFilled in when sent: {n} {now} {uuid} {random:1..100} {env:NAME} {file:path}").arg(m_format->hint()));
    fitHeight();
}

void FrameEditor::check()
{
    QString problem;
    m_bytes = 0;
    m_preview->showNothing();
    if (isFile()) {
        // The bytes are read when it is sent; until then the size is enough.
        const QFileInfo file(m_path->text());
        if (m_path->text().isEmpty())
            problem = tr("Choose a file.");
        else if (!file.isFile() || !file.isReadable())
            problem = tr("There is no readable file %1.").arg(m_path->text());
        else if (file.size() > maxFileFrameBytes)
            problem = tr("The file is larger than 1 GiB. Send it in parts.");
        else
            m_bytes = file.size();
    } else if (const Result<QByteArray> bytes = encodeFrame(draft()); bytes) {
        m_bytes = bytes->size();
        m_preview->showBytes(draft(), *bytes);
    } else {
        const Error &error = bytes.error();
        problem = error.remedy.isEmpty() ? error.detail : error.detail + u' ' + error.remedy;
    }
    m_valid = problem.isEmpty();
    m_problem->setText(problem);
    m_problem->setVisible(!m_valid);
    m_size->setText(m_valid ? tr("%1 B").arg(QLocale().toString(m_bytes)) : tr("– B"));
}

void FrameEditor::fitHeight()
{
    const int lineHeight = m_text->fontMetrics().lineSpacing();
    // QPlainTextEdit counts its document's height in lines.
    const int wanted = int(m_text->document()->documentLayout()->documentSize().height());
    const int lines = qBound(1, wanted, maxVisibleLines);
    m_text->setVerticalScrollBarPolicy(wanted > maxVisibleLines ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    const int chrome = 2 * (m_text->frameWidth() + int(m_text->document()->documentMargin())) + 2;
    const int height = qMax(m_format->sizeHint().height(), lines * lineHeight + chrome);
    m_text->setFixedHeight(height);
    m_pages->setFixedHeight(m_pages->currentIndex() != 0 ? m_format->sizeHint().height() : height);
}

void FrameEditor::chooseFile()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Choose the frame's file"), m_path->text());
    if (!path.isEmpty())
        m_path->setText(path);
}

bool FrameEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && handleKey(static_cast<QKeyEvent *>(event)))
        return true;
    return QWidget::eventFilter(watched, event);
}

bool FrameEditor::handleKey(QKeyEvent *event)
{
    const int key = event->key();
    if (key != Qt::Key_Up && key != Qt::Key_Down)
        return false;
    const int by = key == Qt::Key_Up ? -1 : 1;
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (modifiers == Qt::AltModifier) {
        emit moveRequested(by);
        return true;
    }
    if (modifiers != Qt::NoModifier)
        return false;
    if (m_pages->currentIndex() == 0) {
        QTextCursor there = m_text->textCursor();
        // A wrapped block has several lines: only a caret that cannot move leaves the text.
        if (there.movePosition(by < 0 ? QTextCursor::Up : QTextCursor::Down))
            return false;
    }
    emit caretLeft(by);
    return true;
}

} // namespace zmqscope
