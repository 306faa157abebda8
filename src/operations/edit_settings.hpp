// SPDX-License-Identifier: MIT
#pragma once

// Changes to the settings that people make while the program runs. Jobs started later use them; what is
// analysed already stays as it is.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "operations/services.hpp"

namespace calltracker::operations {

// Checked whole before it is stored. Throws Error{Input, "workspace-…" | "json-syntax" |
// "time-zone-unknown"}.
void replace_workspace(Services& services, std::string text);
// Back to what the program was started with.
void reset_workspace(Services& services);

// A name that calls bear and the roster does not know.
struct UnknownRep {
  std::string name;
  std::int64_t calls = 0;
};
std::vector<UnknownRep> unknown_reps(Services& services);

struct Adoption {
  std::string name;
  std::optional<std::string> roster_name;  // whose other name it is; nullopt: a rep of its own
  std::string division;                    // of a new rep
};
// Throws Error{NotFound, "rep-unknown"}; Error{Conflict, "rep-known"}; Error{Input, "workspace-…"}.
void adopt_rep(Services& services, const Adoption& adoption);

}  // namespace calltracker::operations
