// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/welcome/welcome_page.h"

#include "core/profile/examples.h"
#include "ui/controls/tone_label.h"
#include "ui/theme/theme.h"
#include "ui/welcome/welcome_card.h"

#include <QDir>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr int sheetWidth = 980; ///< wider lines are tiring to read
constexpr int outerMargin = 24;
constexpr int gap = 10;
constexpr int logoSide = 44;
constexpr int startWidth = 280;
constexpr int cardColumns = 2;

QLabel *sectionLabel(const QString &text, QWidget *parent)
{
    auto *label = new ToneLabel(text, theme::Role::TextMuted, parent);
    QFont font = label->font();
    font.setBold(true);
    label->setFont(font);
    return label;
}

/// "~/feeds" for a path below the home folder.
QString shortFolder(const QString &path)
{
    QString folder = QFileInfo(path).path();
    if (folder.startsWith(QDir::homePath()))
        folder.replace(0, QDir::homePath().size(), u'~');
    return folder;
}

} // namespace

WelcomePage::WelcomePage(QWidget *parent)
    : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);

    auto *sheet = new QWidget;
    sheet->setMaximumWidth(sheetWidth);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(outerMargin);
    columns->addWidget(makeStart());
    columns->addWidget(makeExamples(), 1);
    auto *sheetLayout = new QVBoxLayout(sheet);
    sheetLayout->setContentsMargins(outerMargin, outerMargin, outerMargin, outerMargin);
    sheetLayout->setSpacing(outerMargin);
    sheetLayout->addWidget(makeHeading());
    sheetLayout->addLayout(columns);
    sheetLayout->addStretch(1);

    auto *content = new QWidget;
    auto *centred = new QHBoxLayout(content);
    centred->setContentsMargins(0, 0, 0, 0);
    centred->addStretch(1);
    centred->addWidget(sheet, 1000);
    centred->addStretch(1);
    setWidget(content);
}

QWidget *WelcomePage::makeHeading()
{
    auto *heading = new QWidget;
    auto *logo = new QLabel(heading);
    logo->setPixmap(theme::icon("zmqscope"_L1).pixmap(QSize(logoSide, logoSide), devicePixelRatioF()));
    auto *name = new QLabel(tr("ZmqScope"), heading);
    QFont large = name->font();
    large.setPointSizeF(large.pointSizeF() * 1.8);
    large.setBold(true);
    name->setFont(large);
    auto *sentence =
        new ToneLabel(tr("See what ZeroMQ sockets say, and talk back."), theme::Role::TextMuted, heading);

    auto *text = new QVBoxLayout;
    text->setSpacing(0);
    text->addWidget(name);
    text->addWidget(sentence);
    auto *layout = new QHBoxLayout(heading);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gap + 2);
    layout->addWidget(logo);
    layout->addLayout(text, 1);
    return heading;
}

QWidget *WelcomePage::makeStart()
{
    auto *start = new QWidget;
    start->setFixedWidth(startWidth);
    auto *newPanel = new WelcomeCard(tr("New panel…"),
        tr("Open a socket of any type: bind or connect, then watch and send."),
        theme::icon("new-panel"_L1, theme::Role::Accent), start);
    auto *open = new WelcomeCard(tr("Open profile…"),
        tr("A *.zmqscope file with panels you set up before. Or drop it on the window."),
        theme::icon("open"_L1, theme::Role::Accent), start);
    connect(newPanel, &WelcomeCard::clicked, this, &WelcomePage::newPanelRequested);
    connect(open, &WelcomeCard::clicked, this, &WelcomePage::openRequested);
    m_noRecents =
        new ToneLabel(tr("Profiles you open or save are listed here."), theme::Role::TextFaint, start);
    m_noRecents->setWordWrap(true);
    m_recents = new QVBoxLayout;
    m_recents->setSpacing(theme::spacing);

    auto *layout = new QVBoxLayout(start);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gap);
    layout->addWidget(sectionLabel(tr("Start"), start));
    layout->addWidget(newPanel);
    layout->addWidget(open);
    layout->addSpacing(gap);
    layout->addWidget(sectionLabel(tr("Recent profiles"), start));
    layout->addWidget(m_noRecents);
    layout->addLayout(m_recents);
    layout->addStretch(1);
    return start;
}

QWidget *WelcomePage::makeExamples()
{
    auto *gallery = new QWidget;
    auto *grid = new QGridLayout(gallery);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(gap);
    grid->addWidget(sectionLabel(tr("Examples: both ends as panels, one click and messages flow"), gallery),
        0, 0, 1, cardColumns);
    int place = 0;
    for (const Example &example : examples()) {
        auto *card = new WelcomeCard(
            example.title, example.summary, theme::icon("example"_L1, theme::Role::Accent), gallery);
        connect(card, &WelcomeCard::clicked, this,
            [this, example] { emit exampleRequested(example.path, example.title); });
        grid->addWidget(card, 1 + place / cardColumns, place % cardColumns);
        ++place;
    }
    for (int column = 0; column < cardColumns; ++column)
        grid->setColumnStretch(column, 1);
    grid->setRowStretch(1 + (place + cardColumns - 1) / cardColumns, 1);
    return gallery;
}

void WelcomePage::setRecentFiles(const QStringList &paths)
{
    while (QLayoutItem *item = m_recents->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // may be the one whose click this is
        delete item;
    }
    m_noRecents->setVisible(paths.isEmpty());
    for (const QString &path : paths) {
        auto *card = new WelcomeCard(
            QFileInfo(path).fileName(), shortFolder(path), theme::icon("recent"_L1), widget());
        card->setToolTip(path);
        connect(card, &WelcomeCard::clicked, this, [this, path] { emit profileRequested(path); });
        m_recents->addWidget(card);
    }
}

} // namespace zmqscope
