// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/reading_rule.h"

#include <QDialog>

class QComboBox;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace zmqscope {

class MessageReader;
class Panel;
class RuleModel;
class ToneLabel;

/// How the messages of a panel are read: its protocol, and its reading rules in their order. Each
/// change holds at once. Must go before the panel goes.
class RulesDialog final : public QDialog
{
    Q_OBJECT
public:
    /// @p reader must outlive the dialog.
    RulesDialog(MessageReader &reader, QWidget *parent);

    /// Shows the panel's dialog, the one that is open already or a new one. Blocks nothing.
    static void present(Panel &panel, QWidget *parent);
    /// Closes the panel's dialog, if there is one.
    static void dismiss(const Panel &panel, const QWidget *parent);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    static RulesDialog *find(const Panel &panel, const QWidget *parent);

    QWidget *makeRules();
    QWidget *makeProtocol();
    QPushButton *makeButton(const QString &text, const QString &toolTip, void (RulesDialog::*act)());
    void fillProtocols();
    void showState();
    int currentRow() const;
    void apply(const QList<ReadingRule> &rules, int current);
    void add();
    void edit();
    void remove();
    void move(int by);
    void moveUp() { move(-1); }
    void moveDown() { move(1); }

    MessageReader &m_reader;
    RuleModel *m_model;
    QComboBox *m_protocol;
    QLineEdit *m_key;
    ToneLabel *m_sequences;
    QStackedWidget *m_pages;
    QTableView *m_table;
    ToneLabel *m_problems;
    QPushButton *m_edit;
    QPushButton *m_remove;
    QPushButton *m_up;
    QPushButton *m_down;
};

} // namespace zmqscope
