// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/rules_dialog.h"

#include "core/panel/message_reader.h"
#include "core/panel/panel.h"
#include "ui/controls/tone_label.h"
#include "ui/rules/rule_editor.h"
#include "ui/rules/rule_model.h"

#include <QComboBox>
#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QDir>
#include <QFormLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QTableView>
#include <QUrl>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {
constexpr int formatCharacters = 26;
constexpr int keyCharacters = 28;
/// More problems are counted, and told in their tooltip.
constexpr qsizetype shownProblems = 2;
}

RulesDialog::RulesDialog(MessageReader &reader, QWidget *parent)
    : QDialog(parent)
    , m_reader(reader)
    , m_model(new RuleModel(reader, this))
    , m_protocol(new QComboBox(this))
    , m_key(new QLineEdit(this))
    , m_sequences(new ToneLabel(theme::Role::TextMuted, this))
    , m_pages(new QStackedWidget(this))
    , m_table(new QTableView(this))
    , m_problems(new ToneLabel(theme::Role::Warning, this))
{
    Panel &panel = reader.panel();
    const auto showName = [this] { setWindowTitle(tr("Reading of %1").arg(m_reader.panel().name())); };
    showName();
    connect(&panel, &Panel::nameChanged, this, showName);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto *folder = buttons->addButton(tr("Open protocols &folder"), QDialogButtonBox::ActionRole);
    folder->setToolTip(tr("Protocol files (JSON) in it are read when ZmqScope starts:\n%1").arg(ProtocolRegistry::userFolder()));
    folder->setAutoDefault(false);
    connect(folder, &QPushButton::clicked, this, [] {
        QDir().mkpath(ProtocolRegistry::userFolder());
        QDesktopServices::openUrl(QUrl::fromLocalFile(ProtocolRegistry::userFolder()));
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_problems->setWordWrap(true);
    m_problems->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *rows = new QVBoxLayout(this);
    rows->addWidget(makeProtocol());
    rows->addWidget(makeRules(), 1);
    rows->addWidget(m_problems);
    rows->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 96, fontMetrics().height() * 26);

    connect(&reader, &MessageReader::labelsChanged, this, &RulesDialog::showState);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RulesDialog::showState);
    if (m_model->rowCount() > 0)
        m_table->selectRow(0);
    showState();
}

QWidget *RulesDialog::makeProtocol()
{
    fillProtocols();
    m_protocol->setToolTip(tr("What the frames of multi-frame messages are called, and how they are read"));
    connect(m_protocol, &QComboBox::activated, this,
            [this] { m_reader.panel().setProtocol(m_protocol->currentData().toString()); });
    m_key->setEchoMode(QLineEdit::Password);
    m_key->setText(QString::fromUtf8(m_reader.key()));
    m_key->setPlaceholderText(tr("none: signatures are not checked"));
    m_key->setToolTip(tr("Checks the signatures of protocols that sign, as Jupyter does (“key” in its connection file).\n"
                         "Kept until ZmqScope ends; never saved."));
    m_key->setMinimumWidth(fontMetrics().averageCharWidth() * keyCharacters);
    connect(m_key, &QLineEdit::editingFinished, this, [this] { m_reader.setKey(m_key->text().toUtf8()); });
    m_sequences->setWordWrap(true);

    auto *holder = new QWidget(this);
    auto *form = new QFormLayout(holder);
    form->setContentsMargins(0, 0, 0, 0);
    form->addRow(tr("&Protocol"), m_protocol);
    form->addRow(tr("Signature &key"), m_key);
    form->addRow(m_sequences);
    return holder;
}

void RulesDialog::fillProtocols()
{
    m_protocol->addItem(tr("Found out for each message"), QString());
    m_protocol->addItem(tr("None"), QString::fromUtf16(PanelConfig::noProtocol));
    m_protocol->insertSeparator(m_protocol->count());
    for (const ProtocolPtr &protocol : m_reader.registry().all()) {
        if (protocol->layer != Protocol::Layer::Message)
            continue;
        m_protocol->addItem(protocol->name, protocol->id);
        m_protocol->setItemData(m_protocol->count() - 1, protocol->about, Qt::ToolTipRole);
    }
    const QString chosen = m_reader.panel().protocol();
    if (!chosen.isEmpty() && m_protocol->findData(chosen) < 0)
        m_protocol->addItem(tr("%1 (not known here)").arg(chosen), chosen);
    m_protocol->setCurrentIndex(m_protocol->findData(chosen));
}

QWidget *RulesDialog::makeRules()
{
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Reading rules"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setAlternatingRowColors(true);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 2 * theme::spacing);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setColumnWidth(RuleModel::Format, fontMetrics().averageCharWidth() * formatCharacters);
    connect(m_table, &QTableView::activated, this, &RulesDialog::edit);
    const auto onKey = [this](const QKeySequence &keys, void (RulesDialog::*act)()) {
        auto *shortcut = new QShortcut(keys, m_table, nullptr, nullptr, Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, act);
    };
    onKey(Qt::Key_Delete, &RulesDialog::remove);
    onKey(QKeyCombination(Qt::CTRL, Qt::Key_Up), &RulesDialog::moveUp);
    onKey(QKeyCombination(Qt::CTRL, Qt::Key_Down), &RulesDialog::moveDown);

    auto *empty = new ToneLabel(tr("No rules: each frame is read as what it is found to be.\n"
                                   "Pin a format in the inspector, or add a rule here."),
                                theme::Role::TextMuted, this);
    empty->setAlignment(Qt::AlignCenter);
    empty->setWordWrap(true);
    m_pages->addWidget(m_table);
    m_pages->addWidget(empty);

    auto *column = new QVBoxLayout;
    column->setSpacing(theme::spacing);
    column->addWidget(makeButton(tr("&Add…"), tr("Add a rule"), &RulesDialog::add));
    column->addWidget(m_edit = makeButton(tr("&Edit…"), tr("Edit the rule (Return)"), &RulesDialog::edit));
    column->addWidget(m_remove = makeButton(tr("&Remove"), tr("Remove the rule (Delete)"), &RulesDialog::remove));
    column->addWidget(m_up = makeButton(tr("Move &up"), tr("Let the rule go before the one above (Ctrl+Up)"), &RulesDialog::moveUp));
    column->addWidget(m_down = makeButton(tr("Move &down"), tr("Let the one below go before the rule (Ctrl+Down)"), &RulesDialog::moveDown));
    column->addStretch(1);

    auto *holder = new QWidget(this);
    auto *rows = new QVBoxLayout(holder);
    rows->setContentsMargins(0, theme::spacing, 0, 0);
    rows->addWidget(new ToneLabel(tr("Rules come before what is detected. Of several that apply to a frame, the first is taken."),
                                  theme::Role::TextMuted, this));
    auto *row = new QHBoxLayout;
    row->addWidget(m_pages, 1);
    row->addLayout(column);
    rows->addLayout(row, 1);
    return holder;
}

QPushButton *RulesDialog::makeButton(const QString &text, const QString &toolTip, void (RulesDialog::*act)())
{
    auto *button = new QPushButton(text, this);
    button->setToolTip(toolTip);
    button->setAutoDefault(false);
    connect(button, &QPushButton::clicked, this, act);
    return button;
}

int RulesDialog::currentRow() const
{
    return m_table->currentIndex().row();
}

void RulesDialog::showState()
{
    const int row = currentRow();
    const int count = m_model->rowCount();
    m_pages->setCurrentIndex(count > 0 ? 0 : 1);
    m_edit->setEnabled(row >= 0);
    m_remove->setEnabled(row >= 0);
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row < count - 1);

    const SequenceWatch &sequences = m_reader.sequences();
    const QLocale locale;
    m_sequences->setVisible(sequences.gaps() > 0);
    m_sequences->setTextAndRole(tr("Sequence numbers: %1 messages are missing in %2 places.")
                                    .arg(locale.toString(sequences.missing()), locale.toString(sequences.gaps())),
                                theme::Role::Bad);

    QStringList problems;
    for (const ProtocolProblem &problem : m_reader.registry().problems())
        problems += problem.where();
    m_problems->setVisible(!problems.isEmpty());
    m_problems->setToolTip(problems.join(u'\n').toHtmlEscaped());
    QString text = tr("Protocol files that are not used until they are put right:") + u'\n'
        + problems.first(std::min(shownProblems, problems.size())).join(u'\n');
    if (problems.size() > shownProblems)
        text += u'\n' + tr("and %1 more").arg(problems.size() - shownProblems);
    m_problems->setText(text);
}

void RulesDialog::apply(const QList<ReadingRule> &rules, int current)
{
    m_reader.panel().setReadingRules(rules);
    if (m_model->rowCount() > 0)
        m_table->selectRow(std::clamp(current, 0, m_model->rowCount() - 1));
    showState();
    if (!m_table->hasFocus() && m_model->rowCount() > 0)
        m_table->setFocus();
}

void RulesDialog::add()
{
    ReadingRule start;
    start.codec = u"json"_s;
    start.protocol = m_reader.registry().find(m_reader.panel().protocol()) ? m_reader.panel().protocol() : QString();
    RuleEditor editor(m_reader, start, this);
    if (editor.exec() != QDialog::Accepted)
        return;
    QList<ReadingRule> rules = m_reader.panel().readingRules();
    rules.append(editor.rule());
    apply(rules, int(rules.size()) - 1);
}

void RulesDialog::edit()
{
    const int row = currentRow();
    QList<ReadingRule> rules = m_reader.panel().readingRules();
    if (row < 0 || row >= rules.size())
        return;
    RuleEditor editor(m_reader, rules[row], this);
    if (editor.exec() != QDialog::Accepted)
        return;
    rules[row] = editor.rule();
    apply(rules, row);
}

void RulesDialog::remove()
{
    const int row = currentRow();
    QList<ReadingRule> rules = m_reader.panel().readingRules();
    if (row < 0 || row >= rules.size())
        return;
    rules.removeAt(row);
    apply(rules, row);
}

void RulesDialog::move(int by)
{
    const int row = currentRow();
    QList<ReadingRule> rules = m_reader.panel().readingRules();
    if (row < 0 || row + by < 0 || row + by >= rules.size())
        return;
    rules.insert(row + by, rules.takeAt(row));
    apply(rules, row + by);
}

void RulesDialog::keyPressEvent(QKeyEvent *event)
{
    // Return belongs to the key field and the table; a dialog would close on it.
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter)
        QDialog::keyPressEvent(event);
}

RulesDialog *RulesDialog::find(const Panel &panel, const QWidget *parent)
{
    const QList<RulesDialog *> dialogs = parent->findChildren<RulesDialog *>();
    for (RulesDialog *dialog : dialogs) {
        if (&dialog->m_reader.panel() == &panel)
            return dialog;
    }
    return nullptr;
}

void RulesDialog::present(Panel &panel, QWidget *parent)
{
    QWidget *window = parent->window();
    RulesDialog *dialog = find(panel, window);
    if (!dialog) {
        dialog = new RulesDialog(MessageReader::of(panel), window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
    }
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

void RulesDialog::dismiss(const Panel &panel, const QWidget *parent)
{
    if (RulesDialog *dialog = find(panel, parent))
        dialog->close();
}

} // namespace zmqscope
