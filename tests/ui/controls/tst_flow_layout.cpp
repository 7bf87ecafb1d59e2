// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/flow_layout.h"

#include <QLabel>
#include <QtTest>

using namespace zmqscope;

namespace {

QWidget *box(int width, int height = 20)
{
    auto *widget = new QLabel;
    widget->setFixedSize(width, height);
    return widget;
}

} // namespace

class FlowLayoutTest : public QObject
{
    Q_OBJECT

private slots:
    void wrapsWhatDoesNotFit()
    {
        QWidget parent;
        auto *flow = new FlowLayout(&parent);
        flow->setSpacing(10);
        for (int i = 0; i < 3; ++i)
            flow->addWidget(box(100));
        QCOMPARE(flow->heightForWidth(320), 20);
        QCOMPARE(flow->heightForWidth(319), 50);
        QCOMPARE(flow->heightForWidth(210), 50);
        QCOMPARE(flow->heightForWidth(209), 80);
        QCOMPARE(flow->sizeHint(), QSize(320, 20));
        QCOMPARE(flow->minimumSize(), QSize(100, 20));
    }

    void hiddenWidgetsTakeNoRoom()
    {
        QWidget parent;
        auto *flow = new FlowLayout(&parent);
        flow->setSpacing(10);
        QWidget *first = box(100);
        flow->addWidget(first);
        flow->addWidget(box(100));
        first->hide();
        QCOMPARE(flow->heightForWidth(150), 20);
        first->show();
        QCOMPARE(flow->heightForWidth(150), 50);
    }

    void insertedWidgetsStandWhereTheyWereAsked()
    {
        QWidget parent;
        auto *flow = new FlowLayout(&parent);
        QWidget *first = box(10);
        QWidget *last = box(10);
        QWidget *middle = box(10);
        QWidget *end = box(10);
        flow->addWidget(first);
        flow->addWidget(last);
        flow->insertWidget(1, middle);
        flow->insertWidget(99, end);
        const QList<QWidget *> order{first, middle, last, end};
        for (int i = 0; i < order.size(); ++i)
            QCOMPARE(flow->itemAt(i)->widget(), order.at(i));
    }

    void aLineIsCentredOnItsTallest()
    {
        QWidget parent;
        auto *flow = new FlowLayout(&parent);
        QWidget *low = box(50, 10);
        QWidget *tall = box(50, 30);
        flow->addWidget(low);
        flow->addWidget(tall);
        flow->setGeometry(QRect(0, 0, 200, 30));
        QCOMPARE(low->y(), 10);
        QCOMPARE(tall->y(), 0);
    }
};

QTEST_MAIN(FlowLayoutTest)
#include "tst_flow_layout.moc"
