// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/frame_view.h"

#include "core/codec/codec_registry.h"
#include "ui/controls/tone_bar.h"
#include "ui/controls/tone_label.h"
#include "ui/inspector/hex_view.h"
#include "ui/inspector/text_view.h"
#include "ui/log/log_text.h"

#include <QBoxLayout>
#include <QLocale>
#include <QPromise>
#include <QPushButton>
#include <QSettings>
#include <QStackedWidget>
#include <QTabBar>
#include <QThreadPool>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// These can show any bytes; every other codec is offered for the frames that it recognises.
bool showsAnything(const QString &codecId)
{
    return codecId == "text"_L1 || codecId == "hex"_L1 || codecId == "base64"_L1;
}

QString settingsKey(const QString &kind)
{
    return u"inspector/view/"_s + kind;
}

QString usualView(const QString &kind)
{
    return kind == "binary"_L1 ? u"hex"_s : kind;
}

} // namespace

FrameView::FrameView(QWidget *parent)
    : QWidget(parent)
    , m_tabs(new QTabBar)
    , m_tools(new QHBoxLayout)
    , m_stack(new QStackedWidget)
    , m_text(new TextView)
    , m_hex(new HexView)
    , m_message(new ToneLabel(theme::Role::TextMuted))
    , m_place(new ToneLabel(theme::Role::TextMuted))
    , m_cutBar(new ToneBar(theme::Role::InfoFill, theme::Role::Info, nullptr))
    , m_cutText(new QLabel)
    , m_more(new QPushButton(tr("Show more")))
{
    m_tabs->setAccessibleName(tr("View frame as"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(true);
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setWordWrap(true);
    m_message->setMargin(theme::margin);
    m_stack->addWidget(m_text);
    m_stack->addWidget(m_hex);
    m_stack->addWidget(m_message);

    auto *save = new QPushButton(tr("Save frame…"));
    auto *cutRow = new QHBoxLayout(m_cutBar);
    cutRow->setContentsMargins(theme::margin, theme::spacing / 2, theme::spacing, theme::spacing / 2);
    m_cutText->setWordWrap(true);
    cutRow->addWidget(m_cutText, 1);
    cutRow->addWidget(m_more);
    cutRow->addWidget(save);
    m_cutBar->hide();
    m_place->setContentsMargins(theme::margin, 2, theme::margin, 2);
    m_place->hide();

    auto *head = new QHBoxLayout;
    head->setContentsMargins(0, 0, theme::spacing, 0);
    head->setSpacing(theme::spacing / 2);
    head->addWidget(m_tabs, 1);
    head->addLayout(m_tools);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_place);
    layout->addWidget(m_cutBar);

    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        rememberView(tab);
        showView(tab);
    });
    connect(m_more, &QPushButton::clicked, this, &FrameView::showMore);
    connect(save, &QPushButton::clicked, this, &FrameView::saveRequested);
    connect(m_hex, &HexView::selectionChanged, this, &FrameView::updatePlace);
    connect(m_hex, &HexView::copyRefused, this, &FrameView::copyRefused);
    connect(&m_worker, &QFutureWatcherBase::finished, this, [this] {
        if (m_worker.future().resultCount() > 0)
            showRendered(m_worker.result());
    });
}

void FrameView::setFrame(const HeldFrame &frame)
{
    m_frame = frame;
    m_limit = TextLimit::first;
    m_hex->setFrame(frame);
    updateTabs();
    showView(m_tabs->currentIndex());
}

QString FrameView::currentView() const
{
    return m_tabs->tabData(m_tabs->currentIndex()).toString();
}

void FrameView::setCurrentView(const QString &codecId)
{
    for (int i = 0; i < m_tabs->count(); ++i) {
        if (m_tabs->tabData(i).toString() == codecId)
            m_tabs->setCurrentIndex(i);
    }
}

void FrameView::updateTabs()
{
    // Only a person's choice is remembered.
    const QSignalBlocker blocker(m_tabs);
    m_kind = u"binary"_s;
    int tab = 0;
    for (const auto &codec : CodecRegistry::builtin().all()) {
        const QString id = codec->id();
        const bool recognised = codec->recognises(m_frame.bytes);
        // What a special format recognises counts for more than that it is text as well.
        if (recognised && (m_kind == "binary"_L1 || m_kind == "text"_L1))
            m_kind = id;
        const bool there = tab < m_tabs->count() && m_tabs->tabData(tab).toString() == id;
        if (recognised || showsAnything(id)) {
            if (!there)
                m_tabs->setTabData(m_tabs->insertTab(tab, codec->name()), id);
            ++tab;
        } else if (there) {
            m_tabs->removeTab(tab);
        }
    }
    // A tab bar that is not on the screen yet does not tell its layout of new tabs.
    m_tabs->updateGeometry();
    setCurrentView(usualView(m_kind));
    setCurrentView(QSettings().value(settingsKey(m_kind)).toString());
}

void FrameView::rememberView(int tab)
{
    QSettings().setValue(settingsKey(m_kind), m_tabs->tabData(tab).toString());
}

void FrameView::showView(int tab)
{
    const bool hex = m_tabs->tabData(tab).toString() == "hex"_L1;
    m_worker.cancel();
    m_worker.setFuture({});
    m_rendered = {};
    m_place->setVisible(hex && !m_frame.bytes.isEmpty());
    if (m_frame.bytes.isEmpty()) {
        m_message->setText(tr("This frame is empty."));
        m_stack->setCurrentWidget(m_message);
    } else if (hex) {
        m_text->clearText();
        m_stack->setCurrentWidget(m_hex);
    } else {
        render();
    }
    updateCutBar();
}

void FrameView::render()
{
    const Codec *codec = CodecRegistry::builtin().find(currentView());
    if (std::min<qint64>(m_frame.bytes.size(), 4 * m_limit) <= maxInlineBytes) {
        showRendered(renderText(*codec, m_frame.bytes, m_limit));
        return;
    }
    auto promise = std::make_shared<QPromise<RenderedText>>();
    promise->start();
    m_worker.setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, codec, frame = m_frame, limit = m_limit] {
        if (!promise->isCanceled())
            promise->addResult(renderText(*codec, frame.bytes, limit));
        promise->finish();
    });
    if (m_rendered.text.isEmpty()) {
        m_message->setText(tr("Formatting…"));
        m_stack->setCurrentWidget(m_message);
    }
}

void FrameView::showRendered(const RenderedText &rendered)
{
    m_rendered = rendered;
    if (rendered.error) {
        m_message->setText(rendered.error->text());
        m_stack->setCurrentWidget(m_message);
    } else {
        const Codec *codec = CodecRegistry::builtin().find(currentView());
        m_text->setAccessibleName(codec->name());
        m_text->showText(rendered.text, rendered.syntax, rendered.escapes);
        m_stack->setCurrentWidget(m_text);
    }
    updateCutBar();
}

void FrameView::updateCutBar()
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

void FrameView::showMore()
{
    const qsizetype most = m_rendered.longLines ? TextLimit::mostInLongLines : TextLimit::most;
    m_limit = std::min(m_limit * TextLimit::factor, most);
    render();
}

void FrameView::updatePlace()
{
    const auto hex = [](qint64 value) {
        return QString(u"0x"_s + QString::number(value, 16).rightJustified(2, u'0'));
    };
    const qint64 length = m_hex->selectionLength();
    if (length > 1) {
        m_place->setText(tr("%1 selected, %2 to %3")
                             .arg(LogText::sizeText(length), hex(m_hex->selectionStart()),
                                  hex(m_hex->selectionStart() + length - 1)));
    } else if (!m_frame.bytes.isEmpty()) {
        const auto byte = static_cast<quint8>(m_frame.bytes[m_hex->cursor()]);
        m_place->setText(tr("Byte %1 (%2): %3 = %4")
                             .arg(QLocale().toString(m_hex->cursor()), hex(m_hex->cursor()), hex(byte))
                             .arg(byte));
    }
    m_hex->setAccessibleDescription(m_place->text());
}

} // namespace zmqscope
