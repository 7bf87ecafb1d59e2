// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "ui/controls/tone_bar.h"

namespace zmqscope {

class Panel;
class ToneLabel;

/// The last failure of a panel: what was tried, what happened, what to do. Stays until it is
/// dismissed, the next one overtakes it, or the endpoint that failed works or is gone.
class ErrorBar final : public ToneBar
{
    Q_OBJECT
public:
    ErrorBar(const Panel &panel, QWidget *parent);

    void showError(const Error &error);

private:
    bool hasFailedEndpoint() const;

    const Panel &m_panel;
    ToneLabel *m_operation;
    ToneLabel *m_text;
    bool m_ofEndpoint = false; ///< what is shown is why an endpoint failed
};

} // namespace zmqscope
