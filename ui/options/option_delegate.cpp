// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/options/option_delegate.h"

#include "ui/options/option_filter.h"
#include "ui/options/option_model.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QSpinBox>

using namespace Qt::StringLiterals;

namespace zmqscope {

OptionDelegate::OptionDelegate(OptionModel &model, OptionFilter &filter, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
    , m_filter(filter)
{
}

QWidget *OptionDelegate::createEditor(
    QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const OptionInfo &option = m_model.option(m_filter.mapToSource(index));
    if (option.kind == OptionKind::Int) {
        auto *spin = new QSpinBox(parent);
        spin->setRange(int(option.minimum), int(option.maximum));
        spin->setAccessibleName(option.name);
        return spin;
    }
    auto *line = new QLineEdit(parent);
    line->setAccessibleName(option.name);
    line->setFont(theme::monospace());
    connect(line, &QLineEdit::textEdited, this, [this, line, &option] {
        const Result<void> verdict = m_model.check(option, line->text());
        QPalette colors;
        if (!verdict)
            colors.setColor(QPalette::Text, theme::color(theme::Role::Bad));
        line->setPalette(colors);
        emit judged(verdict);
    });
    return line;
}

void OptionDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    // Once only: a change elsewhere must not overwrite what is being typed.
    constexpr auto filled = "filled";
    if (editor->property(filled).toBool())
        return;
    editor->setProperty(filled, true);
    const QString text = index.data(Qt::EditRole).toString();
    if (auto *spin = qobject_cast<QSpinBox *>(editor)) {
        spin->setValue(text.toInt());
        spin->selectAll();
    } else if (auto *line = qobject_cast<QLineEdit *>(editor)) {
        line->setText(text);
        line->selectAll();
    }
}

bool OptionDelegate::eventFilter(QObject *watched, QEvent *event)
{
    const auto *line = qobject_cast<QLineEdit *>(watched);
    if (line && line->isModified() && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const OptionInfo *option = findOption(line->accessibleName());
        if ((key == Qt::Key_Return || key == Qt::Key_Enter) && option
            && !m_model.check(*option, line->text()))
            return true;
    }
    return QStyledItemDelegate::eventFilter(watched, event);
}

void OptionDelegate::setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const
{
    if (auto *spin = qobject_cast<QSpinBox *>(editor)) {
        spin->interpretText();
        model->setData(index, QString::number(spin->value()));
    } else if (const auto *line = qobject_cast<QLineEdit *>(editor); line && line->isModified()) {
        model->setData(index, line->text());
    }
}

} // namespace zmqscope
