// SPDX-License-Identifier: MIT
#pragma once

// Names of steps and the identity they give. The n-th repeat of a name inside a run is "name:n" (the first
// has no suffix; an index that the workflow already used as a name of its own is skipped). The id is the
// SHA-1 of that text, in the order steps are reached: what Inngest computes.

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "durable/records.hpp"

namespace calltracker::durable {

StepId step_id_of(std::string_view indexed_name);
std::string to_hex(const StepId& id);

struct StepLabel {
  std::string name;         // with its index
  std::uint32_t index = 0;  // 0: the first of its name
  StepId id{};
};

// One per execution of a workflow function; starts over on replay.
class StepNames {
 public:
  StepLabel next(std::string_view name);

 private:
  bool take(const StepId& id);

  std::set<StepId> used_;
  std::map<std::string, std::uint32_t, std::less<>> next_index_;
};

}  // namespace calltracker::durable
