// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/options/option_editor.h"

#include "core/panel/channel.h"
#include "ui/controls/tone_bar.h"
#include "ui/controls/tone_label.h"
#include "ui/options/option_delegate.h"
#include "ui/options/option_filter.h"
#include "ui/options/option_model.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {
constexpr int valueColumn = int(OptionModel::Column::Value);
}

OptionEditor::OptionEditor(Channel &channel, QWidget *parent)
    : QWidget(parent)
    , m_channel(&channel)
    , m_model(new OptionModel(channel, this))
    , m_filter(new OptionFilter(this))
    , m_delegate(new OptionDelegate(*m_model, *m_filter, this))
    , m_search(new QLineEdit(this))
    , m_showAll(new QCheckBox(tr("Show options of other socket types"), this))
    , m_table(new QTableView(this))
    , m_nothing(
          new ToneLabel(tr("No option matches. Search by another word, or show those of other socket types."),
              theme::Role::TextMuted, this))
{
    m_filter->setSourceModel(m_model);
    m_search->setPlaceholderText(tr("Search options"));
    m_search->setAccessibleName(tr("Search options"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(theme::icon("search"_L1), QLineEdit::LeadingPosition);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    buildTable();

    auto *top = new QHBoxLayout;
    top->setSpacing(theme::margin);
    top->addWidget(m_search, 1);
    top->addWidget(m_showAll);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::margin, theme::margin, theme::margin, theme::margin);
    layout->setSpacing(theme::spacing);
    layout->addLayout(top);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_nothing, 1);
    layout->addWidget(buildDescription());
    layout->addWidget(buildReopenBar());

    const auto refilter = [this] {
        m_filter->setSearch(m_search->text());
        m_filter->setShowAll(m_showAll->isChecked());
        const bool any = m_filter->rowCount() > 0;
        m_table->setVisible(any);
        m_nothing->setVisible(!any);
        if (any && !m_table->currentIndex().isValid())
            m_table->setCurrentIndex(m_filter->index(0, valueColumn));
        describe();
    };
    connect(m_search, &QLineEdit::textChanged, this, refilter);
    connect(m_showAll, &QCheckBox::toggled, this, refilter);
    connect(m_search, &QLineEdit::returnPressed, m_table, qOverload<>(&QWidget::setFocus));
    connect(m_model, &QAbstractItemModel::dataChanged, this, [this] {
        describe();
        showReopen();
    });
    connect(m_model, &OptionModel::refused, this, [this](const Error &error) { showVerdict(error); });
    connect(m_model, &OptionModel::accepted, this, [this] { showVerdict({}); });
    connect(m_delegate, &OptionDelegate::judged, this, &OptionEditor::showVerdict);
    connect(&channel, &QObject::destroyed, this, [this] { setEnabled(false); });
    setFocusProxy(m_search);
    refilter();
    showReopen();
}

void OptionEditor::keyPressEvent(QKeyEvent *event)
{
    // Return belongs to the search field and the table; a dialog around would close on it.
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter)
        QWidget::keyPressEvent(event);
}

void OptionEditor::buildTable()
{
    m_table->setModel(m_filter);
    m_table->setItemDelegate(m_delegate);
    m_table->setAccessibleName(tr("Socket options"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::SelectedClicked
        | QAbstractItemView::EditKeyPressed | QAbstractItemView::AnyKeyPressed);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setWordWrap(false);
    m_table->setTextElideMode(Qt::ElideRight);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 2 * theme::spacing);
    QHeaderView *header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setStretchLastSection(true);
    const int em = m_table->fontMetrics().averageCharWidth();
    for (const auto &[column, characters] :
        {std::pair(OptionModel::Column::Name, 33), std::pair(OptionModel::Column::Value, 18),
            std::pair(OptionModel::Column::Unit, 14), std::pair(OptionModel::Column::Default, 24)})
        header->resizeSection(int(column), characters * em);

    auto *reset = new QAction(theme::icon("undo"_L1), tr("Reset to default"), m_table);
    reset->setShortcut(QKeySequence::Delete);
    reset->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(reset);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(reset, &QAction::triggered, this, &OptionEditor::resetCurrent);
    connect(m_table, &QAbstractItemView::activated, this, &OptionEditor::editCurrent);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this,
        [this](const QModelIndex &current) {
            showVerdict({});
            describe();
            // Typing edits the value, whichever cell of the row was clicked.
            if (current.isValid() && current.column() != valueColumn) {
                QMetaObject::invokeMethod(
                    this,
                    [this, row = QPersistentModelIndex(current)] {
                        if (row.isValid() && m_table->currentIndex().row() == row.row())
                            m_table->setCurrentIndex(m_filter->index(row.row(), valueColumn));
                    },
                    Qt::QueuedConnection);
            }
        });
}

QWidget *OptionEditor::buildDescription()
{
    auto *pane = new QWidget(this);
    m_name = new ToneLabel(theme::Role::Text, pane);
    QFont bold = m_name->font();
    bold.setBold(true);
    m_name->setFont(bold);
    m_name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_help = new ToneLabel(theme::Role::Text, pane);
    m_facts = new ToneLabel(theme::Role::TextMuted, pane);
    m_verdict = new ToneLabel(theme::Role::Bad, pane);
    for (ToneLabel *label : {m_help, m_facts, m_verdict})
        label->setWordWrap(true);
    m_reset = new QPushButton(theme::icon("undo"_L1), tr("Reset to default"), pane);
    m_reset->setAutoDefault(false);
    connect(m_reset, &QPushButton::clicked, this, &OptionEditor::resetCurrent);

    auto *top = new QHBoxLayout;
    top->addWidget(m_name, 1);
    top->addWidget(m_reset);
    auto *layout = new QVBoxLayout(pane);
    layout->setContentsMargins({});
    layout->setSpacing(2);
    layout->addLayout(top);
    layout->addWidget(m_help);
    layout->addWidget(m_facts);
    layout->addWidget(m_verdict);
    layout->addStretch();
    // High enough for the longest help, so that the table stays where it is from row to row.
    pane->setFixedHeight(m_reset->sizeHint().height() + 6 * pane->fontMetrics().lineSpacing());
    return pane;
}

QWidget *OptionEditor::buildReopenBar()
{
    m_reopenBar = new ToneBar(theme::Role::InfoFill, theme::Role::Info, this);
    m_reopenText = new ToneLabel(theme::Role::Text, m_reopenBar);
    m_reopenText->setWordWrap(true);
    auto *reopen = new QPushButton(theme::icon("retry"_L1), tr("Reopen now"), m_reopenBar);
    reopen->setAutoDefault(false);
    reopen->setToolTip(tr("Closes the socket and opens it again; its connections are made anew."));
    auto *layout = new QHBoxLayout(m_reopenBar);
    layout->setContentsMargins(theme::margin + theme::spacing, theme::spacing, theme::margin, theme::spacing);
    layout->addWidget(m_reopenText, 1);
    layout->addWidget(reopen);
    connect(reopen, &QPushButton::clicked, this, [this] {
        if (m_channel)
            showVerdict(m_channel->reopen());
        showReopen();
    });
    return m_reopenBar;
}

QModelIndex OptionEditor::currentOption() const
{
    return m_filter->mapToSource(m_table->currentIndex());
}

void OptionEditor::editCurrent()
{
    const QModelIndex index = m_table->currentIndex().siblingAtColumn(valueColumn);
    if (index.flags() & Qt::ItemIsEditable) {
        m_table->edit(index);
    } else if (index.flags() & Qt::ItemIsUserCheckable) {
        const bool on = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
        m_filter->setData(index, on ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
    }
}

void OptionEditor::resetCurrent()
{
    const QModelIndex index = currentOption();
    if (index.isValid() && m_model->isChanged(m_model->option(index)))
        m_model->reset(index);
}

void OptionEditor::describe()
{
    const QModelIndex index = currentOption();
    if (!index.isValid() || !m_channel) {
        for (ToneLabel *label : {m_name, m_help, m_facts})
            label->clear();
        m_reset->setEnabled(false);
        return;
    }
    const OptionInfo &option = m_model->option(index);
    m_name->setText(option.name);
    m_help->setText(option.help);
    m_reset->setEnabled(m_model->isChanged(option));

    QStringList facts;
    if (!option.unavailable.isEmpty())
        facts.append(tr("Not available here: %1").arg(option.unavailable));
    else if (!option.appliesTo(m_channel->type()))
        facts.append(tr("Means nothing to a %1 socket.").arg(socketTypeName(m_channel->type())));
    if (!option.range.isEmpty()) {
        facts.append(option.unit.isEmpty() ? tr("Possible: %1.").arg(option.range)
                                           : tr("Possible, in %1: %2.").arg(option.unit, option.range));
    }
    if (const std::optional<OptionValue> ours = zmqscopeDefault(option, m_channel->type())) {
        facts.append(
            tr("ZmqScope default %1, libzmq %2.").arg(optionValueText(option, *ours), option.defaultText));
    } else if (option.canSet && !option.defaultText.isEmpty()) {
        facts.append(tr("Default %1.").arg(option.defaultText));
    }
    if (option.canSet && !option.canGet)
        facts.append(tr("libzmq does not tell its value: what was set here is shown."));
    m_facts->setText(facts.join(u' '));
}

void OptionEditor::showReopen()
{
    const QStringList waiting = m_channel && m_channel->isOpen() ? m_channel->needsReopen() : QStringList();
    m_reopenText->setText(tr("Counts once the socket is opened again: %1.").arg(waiting.join(u", "_s)));
    m_reopenBar->setVisible(!waiting.isEmpty());
}

void OptionEditor::showVerdict(const Result<void> &verdict)
{
    m_verdict->setText(verdict ? QString() : QString(verdict.error().detail + u' ' + verdict.error().remedy));
}

} // namespace zmqscope
