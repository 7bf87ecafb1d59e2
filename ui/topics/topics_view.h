// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/panel_figures.h"

#include <QTimer>
#include <QWidget>

class QStackedLayout;

namespace zmqscope {

class ElidedLabel;
class ToneLabel;
class TopicModel;
class TopicTable;
class TopicValues;
class TopicsBar;

/// The topics of a publishing or subscribing panel as a tree: how many messages each has, how fast, how
/// long ago, the last value, what is missing. Works only while it can be seen, a few times a second.
class TopicsView final : public QWidget {
    Q_OBJECT
public:
    /// Milliseconds between two updates while messages come, and while only the age of the last ones
    /// grows.
    static constexpr int updatePeriod = 200;
    static constexpr int agePeriod = 1000;

    /// @p panel must outlive the view.
    explicit TopicsView(Panel &panel, QWidget *parent = nullptr);

signals:
    /// The person wants to see this message.
    void messageRequested(zmqscope::MessageIndex message);
    /// The person wants to see the messages with this text.
    void filterRequested(const QString &text);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void refresh();
    void updateTexts();
    void schedule(int ms);
    void showMenu(const QPoint &position);
    void requestMessage(TopicNode node);
    void copyTopic();
    void askForNumbers();
    bool isSpeakable(TopicNode node) const;

    Panel &m_panel;
    PanelFigures &m_figures;
    PanelFigures::Watch m_watch;
    TopicValues *m_values;
    TopicModel *m_model;
    TopicTable *m_table;
    TopicsBar *m_bar;
    QStackedLayout *m_pages;
    QWidget *m_tablePage;
    ToneLabel *m_empty;
    ElidedLabel *m_status;
    ToneLabel *m_notice;
    QTimer m_timer;
};

} // namespace zmqscope
