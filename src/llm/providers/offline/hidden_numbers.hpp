// SPDX-License-Identifier: MIT
#pragma once

// Telephone numbers that a redacted conversation holds only as [PHONE_1]: the rules read each as a number
// that nobody has, and what they find is given back as the placeholder it was.

#include <string>
#include <utility>
#include <vector>

#include "base/json.hpp"

namespace calltracker::llm::offline {

class HiddenNumbers {
 public:
  explicit HiddenNumbers(const json::value& input);

  json::value stand_in_for(json::value input) const;
  json::value hide_again(json::value answer) const;

 private:
  std::vector<std::pair<std::string, std::string>> numbers_;  // placeholder, what stands in for it
};

}  // namespace calltracker::llm::offline
