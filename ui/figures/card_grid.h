// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

class QGridLayout;

namespace zmqscope {

/// Cards side by side where there is room, else below each other.
class CardGrid final : public QWidget {
    Q_OBJECT
public:
    explicit CardGrid(QWidget *parent = nullptr);

    /// A wide one has a line of its own.
    void add(QWidget *card, bool wide);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Card {
        QWidget *widget;
        bool wide;
    };
    void arrange();

    QGridLayout *m_grid;
    QList<Card> m_cards;
    int m_columns = 0;
};

} // namespace zmqscope
