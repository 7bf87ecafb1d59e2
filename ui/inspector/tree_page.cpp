// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/tree_page.h"

#include "core/codec/wrapped_codec.h"
#include "ui/controls/tone_label.h"
#include "ui/value_tree/value_tree_pane.h"

namespace zmqscope {

TreePage::TreePage(QWidget *parent)
    : QStackedWidget(parent)
    , m_pane(new ValueTreePane)
    , m_message(new ToneLabel(tr("Reading…"), theme::Role::TextMuted))
    , m_job([this](DecodedFrame decoded) { showDecoded(std::move(decoded)); })
{
    m_message->setAlignment(Qt::AlignCenter);
    addWidget(m_pane);
    addWidget(m_message);
}

void TreePage::showFrame(const HeldFrame &frame, const CodecPtr &codec)
{
    if (frame.bytes.size() <= maxInlineBytes && !dynamic_cast<const WrappedCodec *>(codec.get())) {
        m_job.cancel();
        showDecoded(decodeFrame(frame, codec, {}));
        return;
    }
    m_job.start([frame, codec](const std::atomic<bool> &stop) {
        DecodeLimits limits;
        limits.stop = &stop;
        return decodeFrame(frame, codec, limits);
    });
    if (m_job.isRunning()) {
        m_pane->setFrame(nullptr);
        setCurrentWidget(m_message);
    }
}

void TreePage::clear()
{
    m_job.cancel();
    m_pane->setFrame(nullptr);
}

void TreePage::showDecoded(DecodedFrame decoded)
{
    m_pane->setFrame(std::make_shared<DecodedFrame>(std::move(decoded)));
    setCurrentWidget(m_pane);
}

} // namespace zmqscope
