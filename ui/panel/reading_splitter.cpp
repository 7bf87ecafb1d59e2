// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panel/reading_splitter.h"

#include "ui/inspector/inspector.h"
#include "ui/log/log_view.h"

namespace zmqscope {

ReadingSplitter::ReadingSplitter(zmqscope::Panel &panel, QWidget *parent)
    : QSplitter(parent)
    , m_log(new LogView(panel, this))
    , m_inspector(new Inspector(panel, this))
{
    addWidget(m_log);
    addWidget(m_inspector);
    setCollapsible(0, false);
    setCollapsible(1, true);
    // In both directions the log has the larger part and most of what is added.
    setStretchFactor(0, 3);
    setStretchFactor(1, 2);
    connect(m_log, &LogView::currentMessageChanged, m_inspector, &Inspector::showMessage);
}

void ReadingSplitter::resizeEvent(QResizeEvent *event)
{
    QSplitter::resizeEvent(event);
    arrange();
}

void ReadingSplitter::arrange()
{
    const Qt::Orientation wanted = width() >= sideBySideWidth ? Qt::Horizontal : Qt::Vertical;
    const bool room = wanted == Qt::Horizontal || height() >= stackedHeight;
    const bool turned = !m_arranged || wanted != orientation();
    m_arranged = true;
    m_inspector->setVisible(room);
    if (!turned)
        return;
    setOrientation(wanted);
    const int whole = wanted == Qt::Horizontal ? width() : height();
    setSizes({whole * 3 / 5, whole * 2 / 5});
}

} // namespace zmqscope
