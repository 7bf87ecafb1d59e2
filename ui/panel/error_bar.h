// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "ui/controls/tone_bar.h"

namespace zmqscope {

class Panel;
class ToneLabel;

/// The last failure of a panel: what was tried, what happened, what to do. Stays until it is
/// dismissed or the next one overtakes it.
class ErrorBar final : public ToneBar
{
    Q_OBJECT
public:
    ErrorBar(const Panel &panel, QWidget *parent);

    void showError(const Error &error);

private:
    ToneLabel *m_operation;
    ToneLabel *m_text;
};

} // namespace zmqscope
