// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/doctor/doctor_view.h"

#include "ui/controls/tone_label.h"
#include "ui/doctor/finding_delegate.h"
#include "ui/doctor/finding_details.h"
#include "ui/doctor/finding_model.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr QSize healthyIcon(32, 32);
constexpr int leastListWidth = 160;
constexpr int usualListWidth = 320; ///< a title and the name of a panel fit

QWidget *healthyPage(ToneLabel *text, QWidget *parent)
{
    auto *page = new QWidget(parent);
    auto *icon = new QLabel(page);
    icon->setPixmap(theme::icon("ok"_L1, theme::Role::Good).pixmap(healthyIcon, page->devicePixelRatioF()));
    icon->setAlignment(Qt::AlignCenter);
    text->setAlignment(Qt::AlignCenter);
    text->setWordWrap(true);
    auto *rows = new QVBoxLayout(page);
    rows->addStretch(1);
    rows->addWidget(icon);
    rows->addWidget(text);
    rows->addStretch(1);
    return page;
}

} // namespace

DoctorView::DoctorView(Doctor &doctor, QWidget *parent)
    : QWidget(parent)
    , m_doctor(doctor)
    , m_model(new FindingModel(doctor, this))
    , m_list(new QListView(this))
    , m_details(new FindingDetails(this))
    , m_pages(new QStackedWidget(this))
    , m_healthy(new ToneLabel(theme::Role::TextMuted, this))
    , m_dismissed(new QToolButton(this))
{
    m_list->setModel(m_model);
    m_list->setItemDelegate(new FindingDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setAccessibleName(tr("Findings"));
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_list, &QWidget::customContextMenuRequested, this, &DoctorView::showMenu);
    auto *remove = new QShortcut(QKeySequence::Delete, m_list, nullptr, nullptr, Qt::WidgetShortcut);
    connect(remove, &QShortcut::activated, this, &DoctorView::dismissChosen);

    m_dismissed->setAutoRaise(true);
    m_dismissed->setToolTip(tr("Show again what was dismissed"));
    connect(m_dismissed, &QToolButton::clicked, &doctor, &Doctor::restoreDismissed);

    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->addWidget(m_list);
    splitter->addWidget(m_details);
    m_list->setMinimumWidth(leastListWidth);
    splitter->setSizes({usualListWidth, 3 * usualListWidth});
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    m_pages->addWidget(healthyPage(m_healthy, m_pages));
    m_pages->addWidget(splitter);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins({});
    rows->setSpacing(0);
    rows->addWidget(m_pages, 1);
    rows->addWidget(m_dismissed, 0, Qt::AlignLeft);

    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &DoctorView::showChosen);
    connect(m_model, &QAbstractItemModel::modelReset, this, &DoctorView::follow);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &DoctorView::follow);
    connect(m_details, &FindingDetails::evidenceActivated, this, &DoctorView::evidenceActivated);
    connect(m_details, &FindingDetails::panelActivated, this, &DoctorView::panelActivated);
    connect(m_details, &FindingDetails::fixRequested, this, &DoctorView::applyFix);
    connect(m_details, &FindingDetails::dismissRequested, &doctor, &Doctor::dismiss);
    follow();
}

void DoctorView::follow()
{
    const int dismissed = m_doctor.dismissedCount();
    m_dismissed->setText(dismissed == 1 ? tr("1 dismissed finding") : tr("%1 dismissed findings").arg(dismissed));
    m_dismissed->setVisible(dismissed > 0);
    m_healthy->setText(tr("All is well.\nThe Doctor watches connections, sockets and messages of every panel,\n"
                          "and tells here what is wrong, why, and what can be done."));
    m_pages->setCurrentIndex(m_model->rowCount() == 0 ? 0 : 1);
    // What was chosen stays so; what has become true since is chosen when nothing else is.
    int row = m_model->rowOf(m_chosen);
    if (row < 0 || (m_model->isResolved(row) && m_model->currentCount() > 0))
        row = 0;
    m_list->setCurrentIndex(m_model->index(row));
    showChosen();
}

void DoctorView::showChosen()
{
    const int row = m_list->currentIndex().row();
    const Finding *finding = m_model->findingAt(row);
    if (!finding) {
        m_details->clear();
        return;
    }
    m_chosen = finding->number;
    m_details->show(*finding, m_model->isResolved(row));
}

void DoctorView::showPanel(const Panel *panel)
{
    for (int row = 0; row < m_model->currentCount(); ++row) {
        if (m_model->findingAt(row)->panel == panel) {
            m_list->setCurrentIndex(m_model->index(row));
            m_list->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
}

void DoctorView::applyFix(quint64 number, qsizetype fix)
{
    if (const Result<void> done = m_doctor.apply(number, fix); !done)
        emit failed(done.error());
}

void DoctorView::dismissChosen()
{
    const int row = m_list->currentIndex().row();
    if (const Finding *finding = m_model->findingAt(row); finding && !m_model->isResolved(row))
        m_doctor.dismiss(finding->number);
}

void DoctorView::showMenu(const QPoint &position)
{
    const QModelIndex index = m_list->indexAt(position);
    const Finding *finding = m_model->findingAt(index.row());
    if (!finding)
        return;
    QMenu menu(this);
    menu.addAction(theme::icon("copy"_L1), tr("Copy as text"), this,
        [this] { QGuiApplication::clipboard()->setText(m_details->text()); });
    menu.addAction(tr("Go to panel"), this, [this, panel = finding->panel] { emit panelActivated(panel); });
    if (!m_model->isResolved(index.row()))
        menu.addAction(tr("Dismiss"), QKeySequence::Delete, this, &DoctorView::dismissChosen);
    menu.exec(m_list->viewport()->mapToGlobal(position));
}

} // namespace zmqscope
