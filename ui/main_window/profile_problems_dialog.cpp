// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/profile_problems_dialog.h"

#include "core/profile/profile.h"
#include "ui/theme/theme.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>

namespace zmqscope {

ProfileProblemsDialog::ProfileProblemsDialog(
    const LoadedProfile &loaded, const QString &title, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Problems in %1").arg(title));
    QString text = loaded.problems.isEmpty()
        ? QString()
        : tr("%1 was opened, but not all of it is known or could be used. The file is unchanged.").arg(title);
    if (loaded.newer) {
        if (!text.isEmpty())
            text += QLatin1Char('\n');
        text += tr("It was written by a newer version of ZmqScope; saving asks before overwriting it.");
    }
    auto *label = new QLabel(text, this);
    label->setWordWrap(true);

    const QStringList headings{tr("Line"), tr("Key"), tr("Problem")};
    auto *table = new QTableWidget(int(loaded.problems.size()), int(headings.size()), this);
    table->setHorizontalHeaderLabels(headings);
    table->setAccessibleName(windowTitle());
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setTabKeyNavigation(false);
    table->setWordWrap(true);
    table->setShowGrid(false);
    table->setAlternatingRowColors(true);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->horizontalHeader()->setStretchLastSection(true);
    for (int row = 0; row < table->rowCount(); ++row) {
        const ProfileProblem &problem = loaded.problems.at(row);
        auto *line = new QTableWidgetItem(problem.line > 0 ? QString::number(problem.line) : tr("–"));
        line->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        table->setItem(row, 0, line);
        table->setItem(row, 1, new QTableWidgetItem(problem.key));
        table->setItem(row, 2, new QTableWidgetItem(problem.text));
    }
    table->resizeColumnToContents(0);
    table->resizeColumnToContents(1);
    table->setVisible(!loaded.problems.isEmpty());

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(label);
    layout->addWidget(table, 1);
    layout->addWidget(buttons);
    if (!loaded.problems.isEmpty())
        resize(fontMetrics().averageCharWidth() * 100, fontMetrics().height() * 18);
}

void ProfileProblemsDialog::present(const LoadedProfile &loaded, const QString &title, QWidget *parent)
{
    auto *dialog = new ProfileProblemsDialog(loaded, title, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

} // namespace zmqscope
