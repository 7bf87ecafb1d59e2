// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/tone_bar.h"

class QLabel;
class QToolButton;

namespace zmqscope {

class FieldSeries;
class LegendItem;
class ToneLabel;

/// A plotted field: its colour and name, its last value, what was skipped, and a button to remove it.
class FieldChip final : public ToneBar {
    Q_OBJECT
public:
    explicit FieldChip(QWidget *parent = nullptr);

    void setLook(const QString &name, int look, bool shown, bool ended);
    /// Reads value and counts again.
    void update(const FieldSeries &series);

signals:
    void shownChosen(bool shown);
    void removeRequested();
    void menuRequested(const QPoint &globalPos);

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    LegendItem *m_item;
    ToneLabel *m_skipped;
    QToolButton *m_remove;
};

/// What a series left out, for people: "12 without it · 3 gone"; empty when nothing.
QString skippedText(const FieldSeries &series);

} // namespace zmqscope
