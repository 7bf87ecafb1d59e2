// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/value_tree/value_tree_pane.h"

#include "core/codec/wrapped_codec.h"
#include "ui/controls/tone_bar.h"
#include "ui/value_tree/value_find_bar.h"
#include "ui/value_tree/value_tree_view.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// A label of plain text in a bar of its own; what is told there came over the network.
QLabel *addText(ToneBar *bar)
{
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(theme::margin, theme::spacing / 2, theme::spacing, theme::spacing / 2);
    auto *text = new QLabel;
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(text, 1);
    bar->hide();
    return text;
}

} // namespace

ValueTreePane::ValueTreePane(QWidget *parent)
    : QWidget(parent)
    , m_view(new ValueTreeView)
    , m_find(new ValueFindBar(*m_view))
    , m_problem(new ToneBar(theme::Role::BadFill, theme::Role::Bad, nullptr))
    , m_problemText(addText(m_problem))
    , m_showByte(new QPushButton(tr("Show byte")))
    , m_cut(new ToneBar(theme::Role::WarningFill, theme::Role::Warning, nullptr))
    , m_cutText(addText(m_cut))
{
    m_problem->layout()->addWidget(m_showByte);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_problem);
    layout->addWidget(m_cut);
    layout->addWidget(m_find);
    setFocusProxy(m_view);

    connect(m_view, &ValueTreeView::findRequested, m_find, &ValueFindBar::open);
    connect(m_view, &ValueTreeView::chosenChanged, this, &ValueTreePane::chosenChanged);
    connect(m_view, &ValueTreeView::bytesRequested, this, [this] {
        if (const auto bytes = m_view->chosenBytes())
            emit bytesRequested(bytes->first, bytes->second);
    });
    connect(m_showByte, &QPushButton::clicked, this, [this] { emit bytesRequested(m_problemByte, m_problemByte + 1); });
    connect(&m_view->valueModel(), &ValueTreeModel::pageRead, this, &ValueTreePane::updateBars);
}

void ValueTreePane::setFrame(std::shared_ptr<DecodedFrame> decoded)
{
    m_view->setFrame(std::move(decoded));
    updateBars();
}

void ValueTreePane::setBytesOffered(bool offered)
{
    m_bytesOffered = offered;
    m_view->setBytesOffered(offered);
    updateBars();
}

void ValueTreePane::updateBars()
{
    const DecodedFrame *decoded = m_view->valueModel().decoded();
    const bool hasProblem = decoded && decoded->tree.problem();
    m_problem->setVisible(hasProblem);
    if (hasProblem) {
        const DecodeProblem &problem = *decoded->tree.problem();
        m_problemByte = problem.offset;
        m_problemText->setText(tr("Byte %1: %2").arg(QLocale().toString(problem.offset), problem.text));
        m_showByte->setVisible(m_bytesOffered && problem.offset < decoded->tree.source().size());
    }
    const bool isCut = decoded && decoded->tree.isCut();
    m_cut->setVisible(isCut);
    if (isCut) {
        // Of packed bytes it may be the unpacking that ended.
        const bool isPacked = dynamic_cast<const WrappedCodec *>(decoded->codec.get());
        m_cutText->setText(!isPacked || decoded->tree.nodeCount() >= DecodeLimits::defaultNodes
                               ? tr("Cut at the limit of %1 values.").arg(QLocale().toString(DecodeLimits::defaultNodes))
                               : tr("Cut: only the beginning was unpacked, or decoded."));
    }
}

} // namespace zmqscope
