// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/send/frame_preview.h"

#include "core/automation/message_composer.h"
#include "core/base/text_escapes.h"

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

/// Formats that make text: others may make bytes that are letters by chance.
bool makesText(const FrameDraft &frame)
{
    const QString outermost = frame.codec.section(u'|', 0, 0);
    return outermost == "text"_L1 || outermost == "json"_L1 || outermost == "base64-text"_L1 || outermost == "z85"_L1;
}

QString bytesText(const FrameDraft &frame, QByteArrayView bytes, qsizetype most)
{
    if (makesText(frame) && isUtf8(bytes) && !bytes.contains('\0'))
        return previewText(bytes, most);
    const QByteArrayView shown = bytes.first(std::min(most, bytes.size()));
    QString text = QString::fromLatin1(shown.toByteArray().toHex(' '));
    if (shown.size() < bytes.size())
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
    const QString line = bytesText(frame, bytes, lineBytes);
    m_whole = changes ? tr("for example: %1").arg(line) : line;
    setToolTip(tr("The bytes that are sent: %1").arg(bytesText(frame, bytes, tipBytes)));
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
