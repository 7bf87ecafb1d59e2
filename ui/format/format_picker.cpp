// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/format/format_picker.h"

#include "core/automation/message_composer.h"
#include "core/codec/codec_registry.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QScopedValueRollback>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr int parameterCharacters = 14;

const Codec *codecOf(QStringView id)
{
    return CodecRegistry::builtin().find(id);
}

/// What to ask for behind the format; empty where there is nothing, also when @p id says it itself:
/// "encoding:gb18030".
QString parameterOf(QStringView id)
{
    const Codec *codec = id.contains(u':') ? nullptr : codecOf(id);
    return codec ? codec->parameterHint() : QString();
}

/// Whether a format can be sent: some can once they have their parameter.
bool writes(const Codec &codec)
{
    if (codec.encodes() || codec.parameterHint().isEmpty())
        return codec.encodes();
    const Result<CodecPtr> one = codec.configured(codec.parameters().value(0));
    return !one || (*one)->encodes();
}

} // namespace

FormatPicker::FormatPicker(For purpose, QWidget *parent)
    : QWidget(parent), m_format(new QComboBox(this)), m_parameter(new QComboBox(this)), m_packing(new QToolButton(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::spacing / 2);
    row->addWidget(m_format);
    row->addWidget(m_parameter);
    row->addWidget(m_packing);
    setFocusProxy(m_format);

    m_parameter->setEditable(true);
    m_parameter->setInsertPolicy(QComboBox::NoInsert);
    m_parameter->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_parameter->setMinimumContentsLength(parameterCharacters);
    m_parameter->setAccessibleName(tr("Parameter of the format"));
    m_packing->setPopupMode(QToolButton::InstantPopup);
    m_packing->setAutoRaise(true);
    fill(purpose);
    fillPackings();
    setPacking({});

    connect(m_format, &QComboBox::currentIndexChanged, this, [this] {
        showParameter();
        if (!m_filling)
            emit changed();
    });
    connect(m_parameter, &QComboBox::editTextChanged, this, [this] {
        if (!m_filling)
            emit changed();
    });
    showParameter();
}

void FormatPicker::fill(For purpose)
{
    const auto add = [this](const QString &name, const QString &id, const QString &hint) {
        m_format->addItem(name, id);
        m_format->setItemData(m_format->count() - 1, hint, Qt::ToolTipRole);
    };
    for (const CodecPtr &codec : CodecRegistry::builtin().all()) {
        if (!codec->unwraps() && (purpose == For::Reading || writes(*codec)))
            add(codec->name(), codec->id(), codec->hint());
    }
    if (purpose == For::Reading)
        return;
    add(tr("File"), QString(fileCodecId), tr("The bytes of a file, read when it is sent."));
    add(tr("Random bytes"), QString(randomCodecId), tr("How many bytes; each send makes new ones."));
}

void FormatPicker::fillPackings()
{
    auto *menu = new QMenu(m_packing);
    const auto add = [&](const QString &text, const QString &packing) {
        menu->addAction(text, this, [this, packing] {
            setPacking(packing);
            emit changed();
        });
    };
    add(tr("Not packed"), {});
    for (const CodecPtr &codec : CodecRegistry::builtin().all()) {
        if (codec->unwraps())
            add(tr("Packed as %1").arg(codec->name()), QString(codec->id() % u'|'));
    }
    m_packing->setMenu(menu);
}

void FormatPicker::setPacking(const QString &packing)
{
    m_packings = packing;
    QStringList names;
    for (const QString &id : packing.split(u'|', Qt::SkipEmptyParts))
        names.append(codecOf(id) ? codecOf(id)->name() : id);
    m_packing->setText(names.join(u" › "_s));
    m_packing->setIcon(names.isEmpty() ? theme::icon("pack"_L1) : QIcon());
    m_packing->setToolButtonStyle(names.isEmpty() ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextOnly);
    m_packing->setToolTip(names.isEmpty() ? tr("Pack the bytes") : tr("Packed as %1").arg(names.join(u" › "_s)));
    m_packing->setAccessibleName(m_packing->toolTip());
}

QString FormatPicker::formatId() const
{
    return m_format->currentData().toString();
}

QString FormatPicker::codec() const
{
    if (m_format->currentIndex() < 0)
        return m_unknown;
    const Codec *codec = codecOf(formatId());
    if (!codec)
        return formatId(); // a file or random bytes, which are not packed
    const QString parameter = parameterOf(formatId()).isEmpty() ? QString() : m_parameter->currentText().trimmed();
    return QString(m_packings % formatId() % (parameter.isEmpty() ? QString() : QString(u':' % parameter)));
}

void FormatPicker::setCodec(const QString &codec)
{
    const QScopedValueRollback filling(m_filling, true);
    const qsizetype colon = codec.indexOf(u':');
    const QString path = colon < 0 ? codec : codec.first(colon);
    const qsizetype bar = path.lastIndexOf(u'|');
    const int whole = m_format->findData(codec.sliced(bar + 1));
    m_format->setCurrentIndex(whole >= 0 ? whole : m_format->findData(path.sliced(bar + 1)));
    setPacking(path.first(bar + 1));
    showParameter();
    m_parameter->setEditText(whole >= 0 || colon < 0 ? QString() : codec.sliced(colon + 1));
    m_unknown.clear();
    if (this->codec() != codec) { // this list cannot say it
        m_format->setCurrentIndex(-1);
        setPacking({});
        showParameter();
        m_unknown = codec;
    }
    m_format->setPlaceholderText(m_unknown);
}

QString FormatPicker::hint() const
{
    return m_format->currentData(Qt::ToolTipRole).toString();
}

void FormatPicker::setFormatName(const QString &name)
{
    m_format->setAccessibleName(name);
    m_format->setToolTip(hint());
}

void FormatPicker::showParameter()
{
    const QScopedValueRollback filling(m_filling, true);
    const Codec *codec = codecOf(formatId());
    const QString wanted = parameterOf(formatId());
    m_parameter->setVisible(!wanted.isEmpty());
    m_packing->setVisible(codec);
    m_format->setToolTip(hint());
    if (wanted.isEmpty())
        return;
    m_parameter->clear();
    m_parameter->addItems(codec->parameters());
    m_parameter->setEditText({});
    m_parameter->lineEdit()->setPlaceholderText(wanted);
    m_parameter->setToolTip(wanted);
}

} // namespace zmqscope
