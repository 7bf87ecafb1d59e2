// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/field_ref.h"
#include "ui/plot/plot_series.h"

#include <QWidget>
#include <memory>
#include <vector>

class QBoxLayout;
class QScrollArea;

namespace zmqscope {

class FieldChip;
class LogNotice;
class Session;
class TimePlot;

/// Fields of messages as values over time, of any panels together: those that a person drags here
/// from a decoded message, or chooses there in the menu of a value.
class FieldPlotView final : public QWidget {
    Q_OBJECT
public:
    /// Nobody tells more lines apart, and each is read message by message.
    static constexpr std::size_t maxFields = 16;

    /// @p session must outlive the view.
    explicit FieldPlotView(Session &session, QWidget *parent = nullptr);
    ~FieldPlotView() override;

    /// Follows the field; says so where that cannot be. False then.
    bool plot(const FieldRef &field);
    void remove(std::size_t i);
    void undoRemove();
    /// Follows the same field in messages of all topics.
    void widenToAllTopics(std::size_t i);

    std::size_t count() const { return m_fields.size(); }
    const FieldSeries &field(std::size_t i) const { return *m_fields[i].series; }
    QString nameOf(std::size_t i) const;
    TimePlot &timePlot() const { return *m_plot; }

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    struct Field {
        std::unique_ptr<FieldSeries> series;
        QString panelName;
        FieldChip *chip = nullptr;
        int plotId = 0;
        int key = 0; ///< names the field while others come and go
    };

    void add(Field field, const PlotSeries *look);
    void showMenu(std::size_t i, const QPoint &at);
    /// Fields of @p panel are read no more, or again.
    void panelWent(Panel *panel);
    void panelCame(Panel *panel);
    void renameFields(Panel *panel);
    void updateChips();
    void updateChipLooks();
    std::optional<std::size_t> indexOf(int key) const;
    static QString nameOf(const Field &field);

    Session &m_session;
    std::vector<Field> m_fields;
    std::optional<Field> m_removed;
    PlotSeries m_removedLook;
    int m_lastKey = 0;
    bool m_dropping = false;

    QScrollArea *m_chips; ///< beside the plot: the place is wide and low
    QBoxLayout *m_chipLayout;
    LogNotice *m_undo;
    LogNotice *m_refusal;
    TimePlot *m_plot;
};

} // namespace zmqscope
