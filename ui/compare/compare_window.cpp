// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_window.h"

#include "ui/compare/changes_only.h"
#include "ui/compare/compare_model.h"
#include "ui/controls/airy_rows.h"
#include "ui/controls/tone_label.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QHeaderView>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>
#include <QTreeView>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr QSize usualSize(900, 560);
constexpr int keyWidth = 240;
/// So many changes are opened by themselves; the others wait below their parents.
constexpr std::size_t openedChanges = 500;

} // namespace

CompareWindow::CompareWindow(const QString &panelName, QWidget *parent)
    : QDialog(parent)
    , m_panelName(panelName)
    , m_model(new CompareModel(this))
    , m_shown(new ChangesOnly(this))
    , m_pages(new QStackedWidget)
    , m_view(new QTreeView)
    , m_summary(new ToneLabel(theme::Role::TextMuted))
    , m_changesOnly(new QCheckBox(tr("&Changes only")))
    , m_previous(new QPushButton(theme::icon("up"_L1), tr("&Previous change")))
    , m_next(new QPushButton(theme::icon("down"_L1), tr("&Next change")))
    , m_job([this](std::optional<MessageComparison> comparison) { showComparison(std::move(comparison)); })
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowFlag(Qt::WindowMaximizeButtonHint);
    resize(usualSize);
    m_shown->setSourceModel(m_model);
    m_view->setModel(m_shown);
    m_view->setAccessibleName(tr("Comparison"));
    m_view->setUniformRowHeights(true);
    m_view->setItemDelegate(new AiryRows(m_view));
    m_view->setAllColumnsShowFocus(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->header()->setSectionsMovable(false);
    m_view->header()->setStretchLastSection(true);
    m_pages->addWidget(new ToneLabel(tr("Comparing…"), theme::Role::TextMuted));
    m_pages->addWidget(m_view);
    static_cast<QLabel *>(m_pages->widget(0))->setAlignment(Qt::AlignCenter);

    m_previous->setShortcut(QKeySequence(QKeyCombination(Qt::ALT, Qt::Key_Up)));
    m_next->setShortcut(QKeySequence(QKeyCombination(Qt::ALT, Qt::Key_Down)));
    m_previous->setToolTip(tr("Previous change (Alt+Up)"));
    m_next->setToolTip(tr("Next change (Alt+Down)"));
    auto *swapSides = new QPushButton(tr("&Swap sides"));
    for (QPushButton *button : {m_previous, m_next, swapSides})
        button->setAutoDefault(false);

    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(theme::margin, theme::spacing, theme::margin, theme::spacing);
    bar->setSpacing(theme::spacing);
    bar->addWidget(m_summary, 1);
    bar->addWidget(m_changesOnly);
    bar->addWidget(m_previous);
    bar->addWidget(m_next);
    bar->addWidget(swapSides);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addLayout(bar);
    rows->addWidget(m_pages, 1);

    connect(m_changesOnly, &QCheckBox::toggled, this, [this](bool on) {
        m_shown->setOn(on);
        expandChanges();
    });
    connect(m_previous, &QPushButton::clicked, this, [this] { step(-1); });
    connect(m_next, &QPushButton::clicked, this, [this] { step(1); });
    connect(swapSides, &QPushButton::clicked, this, &CompareWindow::swap);
    m_view->setFocus();
}

void CompareWindow::compare(ComparedMessage left, ComparedMessage right)
{
    m_left = std::move(left);
    m_right = std::move(right);
    setWindowTitle(tr("Messages %1 and %2 of %3").arg(m_left.index.value).arg(m_right.index.value).arg(m_panelName));
    m_pages->setCurrentIndex(0);
    m_summary->setText({});
    m_job.start([a = m_left, b = m_right](const std::atomic<bool> &stop) { return compareMessages(a, b, &stop); });
}

void CompareWindow::showComparison(std::optional<MessageComparison> comparison)
{
    if (!comparison)
        return;
    const int changes = comparison->changes;
    const bool cut = comparison->cut;
    m_model->setComparison(std::make_shared<const MessageComparison>(*std::move(comparison)));
    QString summary = changes == 0 ? tr("No difference.") : changes == 1 ? tr("One difference.") : tr("%1 differences.").arg(QLocale().toString(changes));
    if (cut)
        summary = tr("%1 Not all was compared: the messages are too large, or broken.").arg(summary);
    m_summary->setTextAndRole(summary, cut ? theme::Role::Warning : theme::Role::TextMuted);
    m_previous->setEnabled(changes > 0);
    m_next->setEnabled(changes > 0);
    m_pages->setCurrentIndex(1);
    m_view->setFocus();
    m_view->setColumnWidth(CompareModel::Key, keyWidth);
    m_view->setColumnWidth(CompareModel::Left, std::max(keyWidth, (m_view->width() - keyWidth) / 2));
    expandChanges();
}

void CompareWindow::swap()
{
    compare(std::exchange(m_right, {}), std::exchange(m_left, {}));
}

void CompareWindow::expandChanges()
{
    for (int row = 0; row < m_shown->rowCount(); ++row) {
        const QModelIndex frame = m_shown->index(row, 0);
        m_view->setExpanded(frame, DiffState(frame.data(CompareModel::StateRole).toInt()) != DiffState::Same);
    }
    const std::vector<QModelIndex> &changes = m_model->changes();
    for (std::size_t i = 0; i < std::min(changes.size(), openedChanges); ++i) {
        for (QModelIndex above = m_shown->mapFromSource(changes[i]).parent(); above.isValid(); above = above.parent())
            m_view->expand(above);
    }
}

void CompareWindow::step(int by)
{
    const std::vector<QModelIndex> &changes = m_model->changes();
    if (changes.empty())
        return;
    const QModelIndex current = m_shown->mapToSource(m_view->currentIndex().siblingAtColumn(0));
    const auto at = std::find(changes.begin(), changes.end(), current);
    const auto count = qsizetype(changes.size());
    // From a row that is no change the first one is next, and the last one is before.
    const qsizetype from = at == changes.end() ? (by > 0 ? -1 : count) : at - changes.begin();
    const QModelIndex target = m_shown->mapFromSource(changes[std::size_t((from + by + count) % count)]);
    m_view->setCurrentIndex(target);
    m_view->scrollTo(target);
}

} // namespace zmqscope
