// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// To be included instead of qcustomplot.h, in .cpp files only: it is large. Its templates use foreach,
// which Qt does not define here.
#define foreach(variable, container) for (variable : container)
#include <qcustomplot.h>
#undef foreach
