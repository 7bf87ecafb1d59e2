// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/panel/message_reader.h"
#include "tests/ui/inspector/stored_panel.h"
#include "ui/rules/rule_editor.h"
#include "ui/rules/rule_model.h"
#include "ui/rules/rules_dialog.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

ReadingRule ruleFor(const QString &codec, std::optional<int> frame = {})
{
    ReadingRule rule;
    rule.codec = codec;
    rule.frame = frame;
    return rule;
}

QStringList formats(const Panel &panel)
{
    QStringList ids;
    for (const ReadingRule &rule : panel.readingRules())
        ids += rule.codec;
    return ids;
}

template <typename T>
T *named(const QWidget &parent, const QString &name)
{
    for (T *child : parent.findChildren<T *>()) {
        if (child->accessibleName() == name)
            return child;
    }
    return nullptr;
}

QPushButton *button(const QWidget &parent, const QString &text)
{
    for (QPushButton *child : parent.findChildren<QPushButton *>()) {
        if (child->text().remove(u'&') == text)
            return child;
    }
    return nullptr;
}

/// The field that the label with this text belongs to.
template <typename T>
T *fieldOf(const QWidget &parent, const QString &text)
{
    for (const QLabel *label : parent.findChildren<QLabel *>()) {
        if (label->text().remove(u'&') == text)
            return qobject_cast<T *>(label->buddy());
    }
    return nullptr;
}

} // namespace

class TestRulesDialog : public QObject
{
    Q_OBJECT
private slots:
    void modelFollowsThePanel();
    void emptyStateSaysWhatToDo();
    void movesAndRemovesByKeyboard();
    void buttonsFollowTheRow();
    void addsAndEdits();
    void choosesTheProtocol();
    void keepsAnUnknownProtocol();
    void keyIsKeptInMemoryAlone();
    void editorMakesTheSameRule();
    void editorRefusesWhatCannotWork();
    void oneDialogAPanel();

private:
    PanelWorld m_world;
};

void TestRulesDialog::modelFollowsThePanel()
{
    StoredPanel panel(m_world, SocketType::Sub);
    const MessageReader reader(panel, ProtocolRegistry::builtin());
    RuleModel model(reader);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    ReadingRule named = ruleFor(u"json"_s);
    named.protocol = u"jupyter"_s;
    panel.setReadingRules({named, ruleFor(u"hologram"_s, 1)});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0, RuleModel::Format).data().toString(), u"JSON"_s);
    QCOMPARE(model.index(0, RuleModel::Where).data().toString(), u"all frames, messages of Jupyter messaging"_s);
    QCOMPARE(model.index(1, RuleModel::Format).data().toString(), u"hologram"_s);
    QVERIFY(model.index(1, RuleModel::Format).data(Qt::ToolTipRole).toString().contains(u"Not used"));
    QVERIFY(!model.index(0, RuleModel::Format).data(Qt::ForegroundRole).isValid());
    QVERIFY(model.index(1, RuleModel::Format).data(Qt::ForegroundRole).isValid());
}

void TestRulesDialog::emptyStateSaysWhatToDo()
{
    StoredPanel panel(m_world, SocketType::Sub);
    MessageReader reader(panel, ProtocolRegistry::builtin());
    RulesDialog dialog(reader, nullptr);
    dialog.show();
    auto *table = named<QTableView>(dialog, u"Reading rules"_s);
    QVERIFY(table);
    QVERIFY(!table->isVisible());
    QVERIFY(!button(dialog, u"Edit…"_s)->isEnabled());
    panel.setReadingRules({ruleFor(u"hex"_s)});
    QVERIFY(table->isVisible());
}

void TestRulesDialog::movesAndRemovesByKeyboard()
{
    StoredPanel panel(m_world, SocketType::Sub);
    MessageReader reader(panel, ProtocolRegistry::builtin());
    panel.setReadingRules({ruleFor(u"hex"_s), ruleFor(u"json"_s), ruleFor(u"text"_s)});
    RulesDialog dialog(reader, nullptr);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    auto *table = named<QTableView>(dialog, u"Reading rules"_s);
    table->setFocus();
    table->selectRow(1);
    QTest::keyClick(table, Qt::Key_Up, Qt::ControlModifier);
    QCOMPARE(formats(panel), (QStringList{u"json"_s, u"hex"_s, u"text"_s}));
    QCOMPARE(table->currentIndex().row(), 0);
    QTest::keyClick(table, Qt::Key_Up, Qt::ControlModifier);
    QCOMPARE(formats(panel), (QStringList{u"json"_s, u"hex"_s, u"text"_s}));
    QTest::keyClick(table, Qt::Key_Down, Qt::ControlModifier);
    QTest::keyClick(table, Qt::Key_Down, Qt::ControlModifier);
    QCOMPARE(formats(panel), (QStringList{u"hex"_s, u"text"_s, u"json"_s}));
    QTest::keyClick(table, Qt::Key_Delete);
    QCOMPARE(formats(panel), (QStringList{u"hex"_s, u"text"_s}));
    QCOMPARE(table->currentIndex().row(), 1);
    QVERIFY(dialog.isVisible());
}

void TestRulesDialog::buttonsFollowTheRow()
{
    StoredPanel panel(m_world, SocketType::Sub);
    MessageReader reader(panel, ProtocolRegistry::builtin());
    panel.setReadingRules({ruleFor(u"hex"_s), ruleFor(u"json"_s)});
    RulesDialog dialog(reader, nullptr);
    QVERIFY(!button(dialog, u"Move up"_s)->isEnabled());
    QVERIFY(button(dialog, u"Move down"_s)->isEnabled());
    button(dialog, u"Move down"_s)->click();
    QCOMPARE(formats(panel), (QStringList{u"json"_s, u"hex"_s}));
    QVERIFY(button(dialog, u"Move up"_s)->isEnabled());
    QVERIFY(!button(dialog, u"Move down"_s)->isEnabled());
    button(dialog, u"Remove"_s)->click();
    button(dialog, u"Remove"_s)->click();
    QVERIFY(panel.readingRules().isEmpty());
    QVERIFY(!button(dialog, u"Remove"_s)->isEnabled());
}

void TestRulesDialog::addsAndEdits()
{
    StoredPanel panel(m_world, SocketType::Sub);
    MessageReader reader(panel, ProtocolRegistry::builtin());
    RulesDialog dialog(reader, nullptr);
    const auto answer = [&](bool accept) {
        QTimer::singleShot(0, &dialog, [&dialog, accept] {
            auto *editor = dialog.findChild<RuleEditor *>();
            QVERIFY(editor);
            fieldOf<QComboBox>(*editor, u"Which"_s)->setCurrentIndex(1);
            named<QSpinBox>(*editor, u"Frame number"_s)->setValue(3);
            accept ? editor->accept() : editor->reject();
        });
    };
    answer(false);
    button(dialog, u"Add…"_s)->click();
    QVERIFY(panel.readingRules().isEmpty());
    answer(true);
    button(dialog, u"Add…"_s)->click();
    QCOMPARE(panel.readingRules(), QList<ReadingRule>{ruleFor(u"json"_s, 2)});
    panel.setReadingRules({ruleFor(u"hex"_s, -1)});
    named<QTableView>(dialog, u"Reading rules"_s)->selectRow(0);
    answer(true);
    button(dialog, u"Edit…"_s)->click();
    QCOMPARE(panel.readingRules(), QList<ReadingRule>{ruleFor(u"hex"_s, 2)});
}

void TestRulesDialog::choosesTheProtocol()
{
    StoredPanel panel(m_world, SocketType::Sub);
    MessageReader reader(panel, ProtocolRegistry::builtin());
    RulesDialog dialog(reader, nullptr);
    auto *protocol = fieldOf<QComboBox>(dialog, u"Protocol"_s);
    QVERIFY(protocol);
    QCOMPARE(protocol->currentData().toString(), QString());
    QVERIFY(protocol->findData(u"envelope-router"_s) < 0);
    protocol->setCurrentIndex(protocol->findData(u"bitcoin"_s));
    emit protocol->activated(protocol->currentIndex());
    QCOMPARE(panel.protocol(), u"bitcoin"_s);
}

void TestRulesDialog::keepsAnUnknownProtocol()
{
    StoredPanel panel(m_world, SocketType::Sub);
    panel.setProtocol(u"of another computer"_s);
    MessageReader reader(panel, ProtocolRegistry::builtin());
    RulesDialog dialog(reader, nullptr);
    auto *protocol = fieldOf<QComboBox>(dialog, u"Protocol"_s);
    QCOMPARE(protocol->currentText(), u"of another computer (not known here)"_s);
    QCOMPARE(panel.protocol(), u"of another computer"_s);
}

void TestRulesDialog::keyIsKeptInMemoryAlone()
{
    StoredPanel panel(m_world, SocketType::Router);
    MessageReader reader(panel, ProtocolRegistry::builtin());
    RulesDialog dialog(reader, nullptr);
    const PanelConfig before = panel.config();
    auto *key = fieldOf<QLineEdit>(dialog, u"Signature key"_s);
    QCOMPARE(key->echoMode(), QLineEdit::Password);
    key->setText(u"secret"_s);
    emit key->editingFinished();
    QCOMPARE(reader.key(), QByteArray("secret"));
    QCOMPARE(panel.config(), before);
}

void TestRulesDialog::editorMakesTheSameRule()
{
    StoredPanel panel(m_world, SocketType::Router);
    const MessageReader reader(panel, ProtocolRegistry::builtin());
    ReadingRule all = ruleFor(u"hex"_s);
    all.topic = QByteArray("tick\0\xff", 6);
    all.frames = 4;
    ReadingRule byName = ruleFor(u"json"_s);
    byName.frameName = u"content"_s;
    byName.protocol = u"jupyter"_s;
    ReadingRule unknown = ruleFor(u"hologram"_s, 0);
    unknown.protocol = u"of another computer"_s;
    for (const ReadingRule &rule : {all, byName, unknown, ruleFor(u"text"_s, -2), ruleFor(u"text"_s, 1)}) {
        const RuleEditor editor(reader, rule, nullptr);
        QCOMPARE(editor.rule(), rule);
    }
}

void TestRulesDialog::editorRefusesWhatCannotWork()
{
    StoredPanel panel(m_world, SocketType::Router);
    const MessageReader reader(panel, ProtocolRegistry::builtin());
    RuleEditor editor(reader, ruleFor(u"json"_s), nullptr);
    QVERIFY(button(editor, u"OK"_s)->isEnabled());
    auto *topic = named<QLineEdit>(editor, u"Topic begins with"_s);
    QTest::keyClicks(topic, u"\\x0"_s);
    QVERIFY(editor.findChildren<QCheckBox *>().first()->isEnabled());
    QVERIFY(!button(editor, u"OK"_s)->isEnabled());
    QTest::keyClicks(topic, u"1"_s);
    QVERIFY(button(editor, u"OK"_s)->isEnabled());
    QCOMPARE(editor.rule().topic, std::optional<QByteArray>("\x01"));
    fieldOf<QComboBox>(editor, u"Which"_s)->setCurrentIndex(3);
    QVERIFY(!button(editor, u"OK"_s)->isEnabled());
    named<QComboBox>(editor, u"Name of the frame"_s)->setEditText(u"content"_s);
    QVERIFY(button(editor, u"OK"_s)->isEnabled());

    const RuleEditor unknown(reader, ruleFor(u"hologram"_s), nullptr);
    QVERIFY(!button(unknown, u"OK"_s)->isEnabled());
}

void TestRulesDialog::oneDialogAPanel()
{
    StoredPanel panel(m_world, SocketType::Sub);
    QWidget window;
    RulesDialog::present(panel, &window);
    RulesDialog::present(panel, &window);
    QCOMPARE(window.findChildren<RulesDialog *>().size(), 1);
    RulesDialog::dismiss(panel, &window);
    QTRY_VERIFY(window.findChildren<RulesDialog *>().isEmpty());
}

QTEST_MAIN(TestRulesDialog)
#include "tst_rules_dialog.moc"
