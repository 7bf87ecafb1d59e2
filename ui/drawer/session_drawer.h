// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <functional>
#include <vector>

class QHBoxLayout;
class QStackedWidget;
class QToolButton;

namespace zmqscope {

/// The strip along the bottom of the window, with a button for each view of the whole session; the
/// view that is open stands below the buttons. Views are made when they are opened first.
class SessionDrawer final : public QWidget {
    Q_OBJECT
public:
    using Maker = std::function<QWidget *(QWidget *parent)>;

    explicit SessionDrawer(QWidget *parent = nullptr);

    /// Adds a page; @p action opens it and tells that it is open by its check mark. Its text and icon
    /// are the button's. A page that needs @p leastHeight to be of use is given the whole window where
    /// the panels leave it less.
    void addPage(QAction *action, Maker make, int leastHeight = 0);

    bool isOpen() const { return m_open >= 0; }
    /// Which page is open, in the order they were added; -1 for none.
    int openPage() const { return m_open; }
    void setOpenPage(int page);
    /// The page, made if it was not yet.
    QWidget *page(int page);

    /// Of the open page, see addPage().
    int leastHeight() const { return isOpen() ? m_pagesMade[size_t(m_open)].leastHeight : 0; }
    bool isMaximized() const;
    void setMaximized(bool on);

    /// The height of the strip of buttons alone, in device-independent pixels.
    int stripHeight() const;
    /// The height that a page had last, and is to have again.
    int pageHeight() const { return m_pageHeight; }
    void setPageHeight(int height) { m_pageHeight = height; }

signals:
    /// A page opened, another one did, or all are closed.
    void openChanged();
    /// The person wants the open page to have the whole window, or no more.
    void maximizeChosen(bool on);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Page {
        QAction *action;
        Maker make;
        int leastHeight = 0;
        QWidget *widget = nullptr;
    };

    std::vector<Page> m_pagesMade;
    QWidget *m_strip;
    QHBoxLayout *m_buttons;
    QStackedWidget *m_stack;
    QToolButton *m_maximize;
    QToolButton *m_close;
    int m_open = -1;
    int m_pageHeight = 280;
};

} // namespace zmqscope
