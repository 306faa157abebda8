// SPDX-License-Identifier: MIT
#pragma once

// The smallest document that a schema of the providers' subset allows: first enum value, empty text, zero.

#include "base/json.hpp"

namespace calltracker::simulator {

json::value specimen_of(const json::value& schema);

}  // namespace calltracker::simulator
