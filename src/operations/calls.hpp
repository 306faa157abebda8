// SPDX-License-Identifier: MIT
#pragma once

// What a person does to one call. Every function throws Error{NotFound, "call-not-found"} for an unknown id
// and changes nothing then.

#include <cstdint>
#include <optional>
#include <string>

#include "operations/services.hpp"
#include "store/call_list.hpp"

namespace calltracker::operations {

Call load_call(Services& services, const std::string& id);

struct RerunRequest {
  std::optional<std::string> provider;
  std::optional<std::string> preset;
};

// Analyses the call again, with the job's models or those of the request; answers that were paid for before
// are used again. Overrides stay. Throws Error{Conflict, "call-state"} for a call that is skipped or still
// open.
Call rerun_call(Services& services, const std::string& id, const RerunRequest& request);

// The agent's turns become the caller's and the other way round, and the call is analysed again.
Call swap_speakers(Services& services, const std::string& id);

struct OverrideRequest {
  std::string category;
  std::optional<std::int64_t> level;  // as asked for; nullopt takes the override back
  std::string reason;
};

// Throws Error{Usage, "override-invalid"}, Error{Conflict, "call-state"} for a call without a score.
Call override_level(Services& services, const std::string& id, const OverrideRequest& request);

store::CallSummary mark_contacted(Services& services, const std::string& id, bool contacted);

}  // namespace calltracker::operations
