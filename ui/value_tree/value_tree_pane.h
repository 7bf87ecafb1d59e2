// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/value_tree/decoded_frame.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace zmqscope {

class ToneBar;
class ValueFindBar;
class ValueTreeView;

/// A tree of values with what belongs to it: a search, and what is wrong with the bytes.
class ValueTreePane final : public QWidget
{
    Q_OBJECT
public:
    explicit ValueTreePane(QWidget *parent = nullptr);

    /// Shows a frame; null empties the pane.
    void setFrame(std::shared_ptr<DecodedFrame> decoded);
    ValueTreeView &view() const { return *m_view; }
    /// False where nobody shows the bytes of a value: no command for that is offered.
    void setBytesOffered(bool offered);

signals:
    /// The person wants to see the source bytes begin ≤ i < end.
    void bytesRequested(qint64 begin, qint64 end);
    /// Another value is the chosen one: see ValueTreeView::chosenBytes().
    void chosenChanged();

private:
    void updateBars();

    ValueTreeView *m_view;
    ValueFindBar *m_find;
    ToneBar *m_problem;
    QLabel *m_problemText;
    QPushButton *m_showByte;
    ToneBar *m_cut;
    QLabel *m_cutText;
    qint64 m_problemByte = 0;
    bool m_bytesOffered = true;
};

} // namespace zmqscope
