// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/format_bar.h"

#include "core/codec/codec_registry.h"
#include "ui/inspector/frame_readings.h"
#include "ui/inspector/read_as_dialog.h"
#include "ui/log/elided_label.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QActionGroup>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

QString certaintyText(Certainty certainty)
{
    switch (certainty) {
    case Certainty::No: break;
    case Certainty::Possible: return FormatBar::tr("possible");
    case Certainty::Likely: return FormatBar::tr("likely");
    case Certainty::Certain: return FormatBar::tr("certain");
    }
    return {};
}

/// A name in a menu: "&" would make a key of the next letter.
QString menuText(QString text)
{
    return text.replace(u'&', u"&&"_s);
}

} // namespace

FormatBar::FormatBar(const FrameReadings &readings, QWidget *parent)
    : QWidget(parent)
    , m_readings(readings)
    , m_format(new QToolButton)
    , m_menu(new QMenu(this))
    , m_reason(new ElidedLabel(theme::Role::TextMuted))
    , m_tools(new QHBoxLayout)
{
    m_format->setAutoRaise(true);
    m_format->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_format->setPopupMode(QToolButton::InstantPopup);
    m_format->setFocusPolicy(Qt::TabFocus);
    m_format->setMenu(m_menu);
    m_format->setToolTip(tr("How this frame is read. F4: next candidate, Shift+F4: back."));
    QFont bold = m_format->font();
    bold.setBold(true);
    m_format->setFont(bold);
    m_menu->setToolTipsVisible(true);
    connect(m_menu, &QMenu::aboutToShow, this, &FormatBar::fillMenu);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme::spacing / 2, theme::spacing / 3, theme::spacing, theme::spacing / 3);
    layout->setSpacing(theme::spacing / 2);
    layout->addWidget(m_format);
    layout->addWidget(m_reason, 1);
    m_tools->setSpacing(theme::spacing / 2);
    layout->addLayout(m_tools);
}

void FormatBar::updateReading(bool hasBytes)
{
    m_format->setVisible(hasBytes);
    if (m_pin)
        m_pin->setVisible(hasBytes);
    if (!hasBytes) {
        m_reason->setParts({});
        return;
    }
    const Reading &reading = m_readings.current();
    m_format->setText(menuText(reading.codec->name()));
    m_format->setMinimumWidth(m_format->sizeHint().width() + 2 * theme::spacing); // for the arrow of its menu
    m_format->setAccessibleName(tr("Format: %1").arg(reading.codec->name()));
    QStringList parts{reading.reason};
    if (m_readings.isChosen() && m_readings.currentIndex() + 1 < m_readings.candidates().size())
        parts << tr("chosen by you");
    m_reason->setParts(parts);
}

QMenu *FormatBar::pinMenu()
{
    if (!m_pin) {
        m_pin = new QToolButton;
        m_pin->setText(tr("Pin"));
        m_pin->setIcon(theme::icon("pin"_L1));
        m_pin->setToolTip(tr("Always read such frames this way"));
        m_pin->setAccessibleName(m_pin->text());
        m_pin->setAutoRaise(true);
        m_pin->setPopupMode(QToolButton::InstantPopup);
        m_pin->setFocusPolicy(Qt::TabFocus);
        m_pin->setMenu(new QMenu(m_pin->text(), m_pin));
        m_tools->insertWidget(0, m_pin);
    }
    return m_pin->menu();
}

void FormatBar::fillMenu()
{
    m_menu->clear();
    const QList<Reading> &candidates = m_readings.candidates();
    auto *group = new QActionGroup(m_menu);
    for (qsizetype i = 0; i < candidates.size(); ++i) {
        const Reading &reading = candidates[i];
        const QString text = menuText(tr("%1 · %2", "format, why").arg(reading.codec->name(), reading.reason));
        QAction *action = m_menu->addAction(text + u'\t' + certaintyText(reading.certainty), this,
                                            [this, codec = reading.codec] { emit chosen(codec); });
        action->setCheckable(true);
        action->setChecked(i == m_readings.currentIndex());
        group->addAction(action);
    }
    m_menu->addSeparator();
    fillAllFormats(m_menu->addMenu(tr("Read as…")));
    m_menu->addAction(tr("Next candidate\tF4"), this, [this] { emit flipped(1); });
    m_menu->addAction(tr("Previous candidate\tShift+F4"), this, [this] { emit flipped(-1); });
    if (m_readings.isChosen())
        m_menu->addAction(tr("Back to automatic"), this, &FormatBar::automaticChosen);
}

void FormatBar::fillAllFormats(QMenu *menu)
{
    for (const CodecPtr &codec : CodecRegistry::builtin().all()) {
        const QString name = menuText(codec->name());
        if (codec->parameterHint().isEmpty())
            menu->addAction(name, this, [this, codec] { emit chosen(codec); });
        else
            menu->addAction(tr("%1…", "format that needs more").arg(name), this, [this, codec] { askForParameter(*codec); });
    }
    menu->addSeparator();
    menu->addAction(tr("Packed in another format…"), this, [this] { askForParameter(*m_readings.current().codec); });
}

void FormatBar::askForParameter(const Codec &codec)
{
    auto *dialog = new ReadAsDialog(codec.id(), window());
    connect(dialog, &ReadAsDialog::chosen, this, &FormatBar::chosen);
    dialog->open();
}

} // namespace zmqscope
