// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QBoxLayout;
class QMenu;

namespace zmqscope {

/// A frame with a title, lines of facts, and what it is about below.
class FigureCard : public QFrame {
    Q_OBJECT
public:
    explicit FigureCard(const QString &title, QWidget *parent = nullptr);

    /// One line each, the most important part first.
    void setFacts(const QList<QStringList> &lines);
    /// Offers @p menu at the right of the title.
    void setMenu(QMenu &menu, const QString &toolTip);
    void addContent(QWidget *content, int stretch = 1);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QBoxLayout *m_head;
    QBoxLayout *m_rows;
    QBoxLayout *m_facts;
};

} // namespace zmqscope
