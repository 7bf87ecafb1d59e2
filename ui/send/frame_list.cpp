// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/send/frame_list.h"

#include "ui/controls/tone_label.h"
#include "ui/send/frame_editor.h"

#include <QScopedValueRollback>
#include <QVBoxLayout>

namespace zmqscope {

namespace {
constexpr int preferredHeight = 170; ///< what the list asks for at most; the splitter gives more
constexpr int leastHeight = 30;      ///< what it insists on: more would push a low window's panels out of it
}

FrameList::FrameList(QWidget *parent)
    : QScrollArea(parent)
    , m_content(new QWidget)
    , m_rows(new QVBoxLayout(m_content))
    , m_more(new ToneLabel(theme::Role::TextMuted, m_content))
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(theme::spacing / 2);
    m_rows->addWidget(m_more);
    m_rows->addStretch(1);
    setWidget(m_content);
    m_content->installEventFilter(this);
    m_content->setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
    setFrames({FrameDraft{}});
}

bool FrameList::eventFilter(QObject *watched, QEvent *event)
{
    // A scroll area keeps the size it wishes for when its content grows: ours follows its lines.
    if (watched == m_content && event->type() == QEvent::LayoutRequest)
        updateGeometry();
    return QScrollArea::eventFilter(watched, event);
}

QList<FrameDraft> FrameList::frames() const
{
    QList<FrameDraft> frames;
    frames.reserve(m_editors.size() + m_rest.size());
    for (const FrameEditor *editor : m_editors)
        frames.append(editor->draft());
    return frames + m_rest;
}

void FrameList::setFrames(const QList<FrameDraft> &frames)
{
    {
        const QScopedValueRollback filling(m_filling, true);
        const QList<FrameDraft> shown = frames.isEmpty() ? QList{FrameDraft{}} : frames.mid(0, maxEditors);
        m_rest = frames.mid(maxEditors);
        while (m_editors.size() > shown.size())
            delete m_editors.takeLast();
        for (qsizetype i = 0; i < shown.size(); ++i) {
            if (i < m_editors.size())
                m_editors.at(i)->setDraft(shown.at(i));
            else
                insertEditor(i, shown.at(i));
        }
        renumber();
    }
    emit edited();
}

void FrameList::addFrame()
{
    if (m_editors.size() >= maxEditors)
        return;
    const FrameDraft empty{m_editors.last()->draft().codec, {}};
    insertEditor(m_editors.size(), empty)->focusText();
    renumber();
    emit edited();
}

FrameEditor *FrameList::insertEditor(qsizetype at, const FrameDraft &draft)
{
    auto *editor = new FrameEditor(m_content);
    editor->setDraft(draft);
    m_editors.insert(at, editor);
    m_rows->insertWidget(int(at), editor);
    editor->show(); // at once: only what is shown can take the caret
    connect(editor, &FrameEditor::edited, this, [this] {
        if (!m_filling)
            emit edited();
    });
    connect(editor, &FrameEditor::moveRequested, this, [this, editor](int by) { move(editor, by); });
    connect(editor, &FrameEditor::removeRequested, this, [this, editor] { remove(editor); });
    connect(editor, &FrameEditor::caretLeft, this, [this, editor](int by) { leave(editor, by); });
    return editor;
}

void FrameList::move(FrameEditor *editor, int by)
{
    const qsizetype from = m_editors.indexOf(editor);
    const qsizetype to = from + by;
    if (to < 0 || to >= m_editors.size())
        return;
    m_editors.move(from, to);
    m_rows->removeWidget(editor);
    m_rows->insertWidget(int(to), editor);
    renumber();
    emit edited();
}

void FrameList::remove(FrameEditor *editor)
{
    if (m_editors.size() == 1)
        return;
    const qsizetype at = m_editors.indexOf(editor);
    m_editors.removeAt(at);
    // Its own button is still in the middle of a click.
    m_rows->removeWidget(editor);
    editor->hide();
    editor->deleteLater();
    focusFrame(int(qMin(at, m_editors.size() - 1)));
    renumber();
    emit edited();
}

void FrameList::leave(FrameEditor *editor, int by)
{
    const qsizetype to = m_editors.indexOf(editor) + by;
    if (to < 0 || to >= m_editors.size())
        emit caretLeft(by);
    else
        focusFrame(int(to));
}

void FrameList::renumber()
{
    for (qsizetype i = 0; i < m_editors.size(); ++i) {
        m_editors.at(i)->setPlace(int(i + 1), int(m_editors.size()));
        if (i > 0)
            setTabOrder(m_editors.at(i - 1), m_editors.at(i));
    }
    m_more->setVisible(!m_rest.isEmpty());
    m_more->setText(tr("%1 more frames follow; they are sent, but not shown.").arg(m_rest.size()));
    updateGeometry();
}

void FrameList::focusFrame(int i)
{
    if (i < 0 || i >= m_editors.size())
        return;
    m_editors.at(i)->focusText();
    ensureWidgetVisible(m_editors.at(i));
}

int FrameList::firstInvalid() const
{
    for (qsizetype i = 0; i < m_editors.size(); ++i) {
        if (!m_editors.at(i)->isValid())
            return int(i);
    }
    return -1;
}

void FrameList::check()
{
    for (FrameEditor *editor : std::as_const(m_editors))
        editor->check();
}

qint64 FrameList::totalBytes() const
{
    qint64 sum = 0;
    for (const FrameEditor *editor : m_editors)
        sum += editor->byteCount();
    return sum;
}

QSize FrameList::sizeHint() const
{
    return {300, qMin(preferredHeight, m_content->sizeHint().height())};
}

QSize FrameList::minimumSizeHint() const
{
    return {160, qMin(leastHeight, m_content->sizeHint().height())};
}

} // namespace zmqscope
