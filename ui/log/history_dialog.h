// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message_store.h"

#include <QDialog>

class QSpinBox;

namespace zmqscope {

/// Asks how much a panel's log keeps.
class HistoryDialog final : public QDialog {
    Q_OBJECT
public:
    explicit HistoryDialog(StoreLimits limits, QWidget *parent = nullptr);

    StoreLimits limits() const;

private:
    QSpinBox *m_mebibytes;
    QSpinBox *m_messages;
};

} // namespace zmqscope
