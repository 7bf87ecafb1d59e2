// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/neighbours.h"
#include "core/diagnosis/rule.h"

#include <optional>

namespace zmqscope {

// What SameSideRule tells, and other rules leave to it.

/// The channel of this session that waits, as the examined one does, for somebody to listen where
/// the connect endpoint at @p place leads, and could talk to it.
std::optional<Neighbour> meetsOneOfUs(const Examination &examination, qsizetype place);
/// The channel of this session that holds the address of the bind endpoint at @p place, and could
/// talk to the examined one.
std::optional<Neighbour> holdsPlaceOf(const Examination &examination, qsizetype place);

} // namespace zmqscope
