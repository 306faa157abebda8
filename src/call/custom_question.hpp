// SPDX-License-Identifier: MIT
#pragma once

// A yes/no question that a company asks of its sales calls beside the rubric: "Did the rep offer financing?"

#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "call/vocabulary.hpp"

namespace calltracker {

struct CustomQuestion {
  std::string id;  // "offered-financing"
  std::string text;
  std::vector<std::string> divisions;  // empty: every division
  std::vector<CallType> call_types;    // empty: every type

  // Whether it is meant for such a call. Where a division is asked for, an unknown one is another.
  bool concerns(const std::optional<std::string>& division, CallType type) const;
};

inline constexpr std::size_t kCustomQuestionsMax = 20;

// A workspace's `questions`; empty when it has none. Throws Error{Input, "json-field"} naming the place.
std::vector<CustomQuestion> read_custom_questions(const JsonReader& workspace);

}  // namespace calltracker
