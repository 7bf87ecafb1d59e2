// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/text_page.h"

#include "core/codec/wrapped_codec.h"
#include "ui/controls/tone_bar.h"
#include "ui/controls/tone_label.h"
#include "ui/inspector/text_view.h"
#include "ui/log/log_text.h"

#include <QBoxLayout>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>
#include <algorithm>

namespace zmqscope {

TextPage::TextPage(QWidget *parent)
    : QWidget(parent)
    , m_stack(new QStackedWidget)
    , m_text(new TextView)
    , m_message(new ToneLabel(theme::Role::TextMuted))
    , m_cutBar(new ToneBar(theme::Role::InfoFill, theme::Role::Info, nullptr))
    , m_cutText(new QLabel)
    , m_more(new QPushButton(tr("Show more")))
    , m_job([this](const RenderedText &rendered) { showRendered(rendered); })
{
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setWordWrap(true);
    m_message->setMargin(theme::margin);
    m_stack->addWidget(m_text);
    m_stack->addWidget(m_message);

    auto *save = new QPushButton(tr("Save frame…"));
    auto *cutRow = new QHBoxLayout(m_cutBar);
    cutRow->setContentsMargins(theme::margin, theme::spacing / 2, theme::spacing, theme::spacing / 2);
    m_cutText->setWordWrap(true);
    cutRow->addWidget(m_cutText, 1);
    cutRow->addWidget(m_more);
    cutRow->addWidget(save);
    m_cutBar->hide();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_cutBar);
    setFocusProxy(m_text);

    connect(m_more, &QPushButton::clicked, this, &TextPage::showMore);
    connect(save, &QPushButton::clicked, this, &TextPage::saveRequested);
}

void TextPage::showFrame(const HeldFrame &frame, const CodecPtr &codec, const QString &name)
{
    m_frame = frame;
    m_codec = codec;
    m_limit = TextLimit::first;
    m_rendered = {};
    m_text->setAccessibleName(name);
    render();
}

void TextPage::addCommand(QAction *action)
{
    m_text->addAction(action);
}

void TextPage::clear()
{
    m_job.cancel();
    m_frame = {};
    m_codec.reset();
    m_rendered = {};
    m_text->clearText();
    updateCutBar();
}

void TextPage::render()
{
    // Of packed bytes nobody knows how many they are.
    const bool isPacked = m_codec->unwraps() || dynamic_cast<const WrappedCodec *>(m_codec.get());
    if (!isPacked && std::min<qint64>(m_frame.bytes.size(), 4 * m_limit) <= maxInlineBytes) {
        m_job.cancel();
        showRendered(renderText(*m_codec, m_frame.bytes, m_limit));
        return;
    }
    m_job.start([codec = m_codec, frame = m_frame, limit = m_limit](const std::atomic<bool> &) {
        return renderText(*codec, frame.bytes, limit);
    });
    if (m_job.isRunning() && m_rendered.text.isEmpty()) {
        m_message->setText(tr("Formatting…"));
        m_stack->setCurrentWidget(m_message);
    }
    updateCutBar();
}

void TextPage::showRendered(const RenderedText &rendered)
{
    m_rendered = rendered;
    if (rendered.error) {
        m_message->setText(rendered.error->text());
        m_stack->setCurrentWidget(m_message);
    } else {
        m_text->showText(rendered.text, rendered.syntax, rendered.escapes);
        m_stack->setCurrentWidget(m_text);
    }
    updateCutBar();
}

void TextPage::updateCutBar()
{
    m_cutBar->setVisible(m_rendered.cut);
    if (!m_rendered.cut)
        return;
    const QString whole = LogText::sizeText(m_frame.bytes.size());
    m_cutText->setText(m_rendered.bytesShown >= 0
                           ? tr("Shown: first %1 of %2.").arg(LogText::sizeText(m_rendered.bytesShown), whole)
                           : tr("Shown: first %1 characters. The frame is %2.")
                                 .arg(QLocale().toString(m_rendered.text.size()), whole));
    m_more->setVisible(m_limit < (m_rendered.longLines ? TextLimit::mostInLongLines : TextLimit::most));
}

void TextPage::showMore()
{
    const qsizetype most = m_rendered.longLines ? TextLimit::mostInLongLines : TextLimit::most;
    m_limit = std::min(m_limit * TextLimit::factor, most);
    render();
}

} // namespace zmqscope
