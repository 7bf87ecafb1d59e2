// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QBoxLayout;
class QMenu;

namespace zmqscope {

class ElidedLabel;

/// A frame with a title, a line of facts, and what it is about below.
class FigureCard : public QFrame {
    Q_OBJECT
public:
    explicit FigureCard(const QString &title, QWidget *parent = nullptr);

    /// The most important part comes first; none hides the line.
    void setFacts(const QStringList &parts);
    /// Offers @p menu at the right of the title.
    void setMenu(QMenu &menu, const QString &toolTip);
    void addContent(QWidget *content, int stretch = 1);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QBoxLayout *m_head;
    QBoxLayout *m_rows;
    ElidedLabel *m_facts;
};

} // namespace zmqscope
