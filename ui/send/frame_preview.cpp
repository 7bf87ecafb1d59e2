// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/send/frame_preview.h"

#include "core/automation/message_composer.h"
#include "core/codec/text_escapes.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// As many bytes are shown; as many more in the tool tip.
constexpr qsizetype lineBytes = 64;
constexpr qsizetype tipBytes = 512;

/// The editor's own text is what is sent, but for escapes.
bool showsItself(const FrameDraft &frame)
{
    return frame.codec == "text"_L1 || frame.codec == "hex"_L1 || frame.codec == "json"_L1;
}

QString bytesText(QByteArrayView bytes, qsizetype most, QChar separator)
{
    const QByteArrayView shown = bytes.first(std::min(most, bytes.size()));
    QString text = isUtf8(bytes) && !bytes.contains('\0')
        ? previewText(shown, most)
        : QString::fromLatin1(shown.toByteArray().toHex(' ')).replace(u' ', separator);
    if (shown.size() < bytes.size() && !text.endsWith(u'…'))
        text += u" …"_s;
    return text;
}

} // namespace

FramePreview::FramePreview(QWidget *parent)
    : ToneLabel(theme::Role::TextMuted, parent)
{
    setFont(theme::monospace());
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    hide();
}

void FramePreview::showBytes(const FrameDraft &frame, QByteArrayView bytes)
{
    const bool changes = changesWithEachSend(frame);
    if (bytes.isEmpty() || (showsItself(frame) && !changes))
        return showNothing();
    m_whole = changes ? tr("for example: %1").arg(bytesText(bytes, lineBytes, u' '))
                      : bytesText(bytes, lineBytes, u' ');
    setToolTip(tr("The bytes that are sent: %1").arg(bytesText(bytes, tipBytes, u' ')));
    setAccessibleName(m_whole);
    elide();
    show();
}

void FramePreview::showNothing()
{
    m_whole.clear();
    hide();
}

void FramePreview::resizeEvent(QResizeEvent *event)
{
    ToneLabel::resizeEvent(event);
    elide();
}

void FramePreview::elide()
{
    setText(fontMetrics().elidedText(m_whole, Qt::ElideRight, width()));
}

} // namespace zmqscope
