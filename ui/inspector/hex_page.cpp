// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/hex_page.h"

#include "ui/controls/tone_label.h"
#include "ui/inspector/hex_view.h"
#include "ui/log/log_text.h"

#include <QBoxLayout>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace zmqscope {

HexPage::HexPage(QWidget *parent)
    : QWidget(parent)
    , m_hex(new HexView)
    , m_place(new ToneLabel(theme::Role::TextMuted))
{
    m_place->setContentsMargins(theme::margin, 2, theme::margin, 2);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_hex, 1);
    layout->addWidget(m_place);
    setFocusProxy(m_hex);
    connect(m_hex, &HexView::selectionChanged, this, &HexPage::updatePlace);
    connect(m_hex, &HexView::copyRefused, this, &HexPage::copyRefused);
}

void HexPage::setFrame(const HeldFrame &frame)
{
    m_frame = frame;
    m_hex->setFrame(frame);
}

void HexPage::updatePlace()
{
    const auto hex = [](qint64 value) {
        return QString(u"0x"_s + QString::number(value, 16).rightJustified(2, u'0'));
    };
    m_place->setVisible(!m_frame.bytes.isEmpty());
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
