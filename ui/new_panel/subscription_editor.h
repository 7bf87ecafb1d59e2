// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QList>
#include <QWidget>

class QLineEdit;
class QListWidget;
class QPushButton;
class QRadioButton;

namespace zmqscope {

class ToneLabel;

/// What a SUB or XSUB socket subscribes to: everything, or messages that begin with one of a list
/// of prefixes. A prefix that stands in the field without having been added counts too.
class SubscriptionEditor final : public QWidget {
    Q_OBJECT
public:
    explicit SubscriptionEditor(QWidget *parent = nullptr);

    /// Empty prefix = everything.
    QList<QByteArray> subscriptions() const;
    void setSubscriptions(const QList<QByteArray> &subscriptions);
    Result<void> check() const;

    bool eventFilter(QObject *watched, QEvent *event) override;

signals:
    void changed();

private:
    void addTyped();
    void removeSelected();
    void update();

    QRadioButton *m_everything;
    QRadioButton *m_chosen;
    QWidget *m_details;
    QLineEdit *m_prefix;
    QPushButton *m_add;
    QListWidget *m_list;
    QPushButton *m_remove;
    ToneLabel *m_hint;
};

} // namespace zmqscope
