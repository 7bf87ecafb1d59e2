// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace zmqscope {

class Panel;

/// The widget that shows @p panel, by the kind of panel it is: the one list of kinds. A new kind
/// is a class in core/panel, a widget, and a line here. Owned by @p parent; the panel must outlive it.
QWidget *createPanelWidget(Panel &panel, QWidget *parent);

} // namespace zmqscope
