// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace zmqscope {

class ElidedLabel;
class Panel;
class RowTable;
class SubscriptionsModel;

/// Who has subscribed to what of a PUB or XPUB socket, live, with a box to look for a prefix.
class SubscriptionsPane final : public QWidget
{
    Q_OBJECT
public:
    /// Of the channel @p side of @p panel, which must outlive the pane.
    SubscriptionsPane(Panel &panel, int side, QWidget *parent);
    ~SubscriptionsPane() override;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void follow();

    SubscriptionsModel *m_model;
    RowTable *m_table;
    ElidedLabel *m_title;
};

} // namespace zmqscope
