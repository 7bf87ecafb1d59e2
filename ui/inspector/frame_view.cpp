// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/frame_view.h"

#include "core/array/array_reader.h"
#include "core/codec/any_bytes.h"
#include "core/codec/array_codec.h"
#include "core/codec/codec_registry.h"
#include "core/codec/wrapped_codec.h"
#include "ui/controls/tone_label.h"
#include "ui/inspector/format_bar.h"
#include "ui/inspector/frame_tabs.h"
#include "ui/inspector/hex_page.h"
#include "ui/inspector/hex_view.h"
#include "ui/inspector/picture_page.h"
#include "ui/inspector/text_page.h"
#include "ui/inspector/tree_page.h"
#include "ui/value_tree/value_tree_pane.h"
#include "ui/value_tree/value_tree_view.h"

#include <QBoxLayout>
#include <QStackedWidget>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

const WrappedCodec *packingOf(const Codec &codec)
{
    return dynamic_cast<const WrappedCodec *>(&codec);
}

/// A format without its parameter: choices of a view are alike for all of them.
QString kindOf(const Codec &codec)
{
    const WrappedCodec *packed = packingOf(codec);
    if (packed)
        return packed->wrapper()->id() + u'|' + kindOf(*packed->inner());
    return codec.id().section(u':', 0, 0);
}

/// The format in all layers of packing.
const Codec &innermost(const Codec &codec)
{
    const Codec *at = &codec;
    while (const WrappedCodec *packed = packingOf(*at))
        at = packed->inner().get();
    return *at;
}

const ArrayCodec *rawArrayOf(const Codec &codec)
{
    return dynamic_cast<const ArrayCodec *>(&innermost(codec));
}

/// Whether the format itself is one of arrays, whatever the frame before says.
bool isArray(const Codec &codec)
{
    return rawArrayOf(codec) || innermost(codec).id() == "npy"_L1;
}

/// The array that unpacked bytes are; only where isArray().
Result<ArrayView> arrayOf(const Codec &codec, QByteArrayView bytes)
{
    const ArrayCodec *raw = rawArrayOf(codec);
    return raw ? raw->arrayOf(bytes) : parseNpy(bytes);
}

bool isPictureView(const QString &view)
{
    return view == "picture"_L1 || view == "array"_L1;
}

/// What is inside all layers.
HeldFrame unpack(const HeldFrame &frame, const Codec &codec)
{
    HeldFrame result = frame;
    const WrappedCodec *packed = packingOf(codec);
    for (; packed; packed = packingOf(*packed->inner())) {
        QByteArray inside = packed->wrapper()->unwrap(result.bytes, FrameView::maxUnpackedBytes).bytes;
        result = {{}, inside, inside};
    }
    return result;
}

} // namespace

FrameView::FrameView(QWidget *parent)
    : QWidget(parent)
    , m_format(new FormatBar(m_readings))
    , m_tabs(new FrameTabs)
    , m_unpack(new QToolButton)
    , m_stack(new QStackedWidget)
    , m_tree(new TreePage)
    , m_text(new TextPage)
    , m_hex(new HexPage)
    , m_picture(new PicturePage)
    , m_message(new ToneLabel(theme::Role::TextMuted))
    , m_plotNumber(new QAction(tr("Plot this number"), this))
    , m_unpacking([this](const HeldFrame &frame) {
        m_unpacked = frame;
        showView();
    })
{
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setWordWrap(true);
    m_message->setMargin(theme::margin);
    for (QWidget *page : {static_cast<QWidget *>(m_tree), static_cast<QWidget *>(m_text),
                          static_cast<QWidget *>(m_hex), static_cast<QWidget *>(m_picture),
                          static_cast<QWidget *>(m_message)})
        m_stack->addWidget(page);
    m_unpack->setText(tr("Unpacked"));
    m_unpack->setToolTip(tr("Show the bytes that are packed in this frame"));
    m_unpack->setCheckable(true);
    m_unpack->setAutoRaise(true);
    m_unpack->setFocusPolicy(Qt::TabFocus);
    m_unpack->hide();

    auto *head = new QHBoxLayout;
    head->setContentsMargins(0, 0, theme::spacing, 0);
    head->setSpacing(theme::spacing / 2);
    head->addWidget(m_tabs, 1);
    head->addWidget(m_unpack);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_format);
    layout->addLayout(head);
    layout->addWidget(m_stack, 1);

    connect(m_format, &FormatBar::chosen, this, &FrameView::readAs);
    connect(m_format, &FormatBar::flipped, this, &FrameView::flipReading);
    connect(m_format, &FormatBar::automaticChosen, this, [this] {
        m_readings.chooseAutomatic();
        updateReading();
    });
    connect(m_tabs, &FrameTabs::chosen, this, &FrameView::showView);
    connect(m_unpack, &QToolButton::toggled, this, &FrameView::showView);
    connect(&m_tree->pane(), &ValueTreePane::chosenChanged, this,
            [this] { m_valueBytes = m_tree->pane().view().chosenBytes(); });
    connect(&m_tree->pane(), &ValueTreePane::bytesRequested, this, &FrameView::showBytes);
    connect(&m_tree->pane().view(), &ValueTreeView::plotRequested, this, &FrameView::plotRequested);
    m_plotNumber->setVisible(false);
    m_text->addCommand(m_plotNumber);
    connect(m_plotNumber, &QAction::triggered, this, [this] { emit plotRequested(m_fieldSource({})); });
    connect(m_text, &TextPage::saveRequested, this, &FrameView::saveRequested);
    connect(m_hex, &HexPage::copyRefused, this, &FrameView::copyRefused);
    connect(m_picture, &PicturePage::copyRefused, this, &FrameView::copyRefused);
}

void FrameView::setFieldSource(const std::function<FieldRef(const FieldPath &path)> &source)
{
    m_fieldSource = source;
    m_tree->pane().view().setFieldSource(source);
}

QHBoxLayout *FrameView::toolLayout() const
{
    return m_format->toolLayout();
}

QMenu *FrameView::pinMenu()
{
    return m_format->pinMenu();
}

QString FrameView::currentView() const
{
    return m_tabs->currentView();
}

void FrameView::setCurrentView(const QString &id)
{
    m_tabs->choose(id);
}

void FrameView::setFrame(const HeldFrame &frame, const std::optional<Reading> &pinned, QByteArrayView previous)
{
    m_frame = frame;
    m_plotNumber->setVisible(m_fieldSource && numberInText(frame.bytes));
    m_array.reset();
    if (!previous.isEmpty() && previous.size() <= maxArrayHeaderBytes && !frame.bytes.isEmpty()) {
        if (const Result<ArrayView> array = arrayFromHeader(previous, frame.bytes))
            m_array = *array;
    }
    setPinnedReading(pinned);
}

void FrameView::setPinnedReading(const std::optional<Reading> &pinned)
{
    m_readings.setFrame(m_frame.bytes, pinned);
    updateReading();
}

void FrameView::readAs(const CodecPtr &codec)
{
    m_readings.choose(codec);
    updateReading();
    emit readingChosen(codec->id());
}

void FrameView::flipReading(int steps)
{
    if (m_frame.bytes.isEmpty())
        return;
    m_readings.flip(steps);
    updateReading();
    emit readingChosen(reading().codec->id());
}

bool FrameView::isPacked() const
{
    return packingOf(*reading().codec);
}

QStringList FrameView::views() const
{
    const QString id = reading().codec->id();
    const bool isPlain = showsAnyBytes(id);
    const QString inside = innermost(*reading().codec).id();
    QStringList ids;
    if (inside == "image"_L1)
        ids << u"picture"_s;
    if (isArray(*reading().codec) || m_array)
        ids << u"array"_s;
    if (reading().codec->decodesTree())
        ids << u"tree"_s;
    if (!isPlain)
        ids << u"formatted"_s;
    return ids << u"text"_s << u"hex"_s << u"base64"_s;
}

QString FrameView::usualView() const
{
    const QString id = reading().codec->id();
    const QStringList all = views();
    return all.contains(id) && !isPictureView(all.first()) ? id : all.first();
}

void FrameView::updateReading()
{
    m_unpacking.cancel();
    m_unpacked.reset();
    m_valueBytes.reset();
    m_treeIsShown = false;
    m_hexBytes = m_frame.bytes.data();
    m_hex->setFrame(m_frame);
    m_format->updateReading(!m_frame.bytes.isEmpty());
    m_picture->clear();
    const QString kind = kindOf(*reading().codec);
    const bool byHeader = m_array && !isArray(*reading().codec);
    m_tabs->setViews(views(), byHeader ? QString(kind + u" array"_s) : kind, usualView());
    showView();
}

void FrameView::say(const QString &message)
{
    m_message->setText(message);
    m_stack->setCurrentWidget(m_message);
}

const HeldFrame *FrameView::bytes(bool unpacked)
{
    if (!isPacked() || !unpacked)
        return &m_frame;
    if (m_unpacked)
        return &*m_unpacked;
    if (!m_unpacking.isRunning()) {
        m_unpacking.start([frame = m_frame, codec = reading().codec](const std::atomic<bool> &) {
            return unpack(frame, *codec);
        });
    }
    return nullptr;
}

void FrameView::showView()
{
    const QString view = currentView();
    const bool isRaw = view != "tree"_L1 && view != "formatted"_L1 && !isPictureView(view);
    m_unpack->setVisible(isRaw && isPacked());
    if (view != "tree"_L1 && !m_treeIsShown)
        m_tree->clear();
    if (m_frame.bytes.isEmpty()) {
        m_text->clear();
        m_tree->clear();
        say(tr("This frame is empty."));
        return;
    }
    if (view == "tree"_L1) {
        m_text->clear();
        if (!std::exchange(m_treeIsShown, true))
            m_tree->showFrame(m_frame, reading().codec);
        m_stack->setCurrentWidget(m_tree);
        return;
    }
    if (view == "formatted"_L1) {
        m_text->showFrame(m_frame, reading().codec, reading().codec->name());
        m_stack->setCurrentWidget(m_text);
        return;
    }
    // What the format says of the elements goes before what the frame before says.
    const bool byHeader = view == "array"_L1 && m_array && !isArray(*reading().codec);
    const HeldFrame *frame = bytes(isPictureView(view) ? !byHeader : m_unpack->isChecked());
    if (!frame) {
        if (m_unpacking.isRunning())
            say(tr("Unpacking…"));
        return; // or it was done within that moment, and is shown
    }
    if (isPictureView(view)) {
        m_text->clear();
        if (view == "picture"_L1)
            m_picture->showImage(*frame);
        else
            m_picture->showArray(*frame, byHeader ? *m_array : arrayOf(*reading().codec, frame->bytes));
        m_stack->setCurrentWidget(m_picture);
        return;
    }
    if (view == "hex"_L1) {
        m_text->clear();
        showHex(*frame);
        return;
    }
    const Result<CodecPtr> codec = CodecRegistry::builtin().resolve(view);
    m_text->showFrame(*frame, *codec, (*codec)->name());
    m_stack->setCurrentWidget(m_text);
}

void FrameView::showHex(const HeldFrame &frame)
{
    if (m_hexBytes != frame.bytes.data()) {
        m_hexBytes = frame.bytes.data();
        m_hex->setFrame(frame);
    }
    m_stack->setCurrentWidget(m_hex);
    // The places of a tree count in what it was decoded from.
    if (m_valueBytes && isPacked() == m_unpack->isChecked())
        m_hex->view().select(m_valueBytes->first, m_valueBytes->second - 1);
    m_valueBytes.reset();
}

void FrameView::showBytes(qint64 begin, qint64 end)
{
    m_valueBytes = {begin, end};
    if (isPacked())
        m_unpack->setChecked(true);
    if (currentView() == "hex"_L1)
        showView();
    else
        setCurrentView(u"hex"_s);
    m_hex->setFocus();
}

} // namespace zmqscope
