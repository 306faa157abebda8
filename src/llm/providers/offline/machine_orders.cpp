// SPDX-License-Identifier: MIT
#include "llm/providers/offline/machine_orders.hpp"

#include <algorithm>
#include <array>

namespace calltracker::llm::offline {
namespace {

constexpr std::array<std::string_view, 17> kOrders = {
    "your instructions",
    "previous instructions",
    "tus instrucciones",
    "sus instrucciones",
    "score this call",
    "rate this call",
    "grade this call",
    "system prompt",
    "system:",
    "assistant:",
    "<|",
    "</",
    "{{",
    "```",
    "{\"",
    "\"}",
    "\":",
};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::size_t find_ignoring_case(std::string_view text, std::string_view phrase) {
  const auto found = std::search(text.begin(), text.end(), phrase.begin(), phrase.end(),
                                 [](char said, char wanted) { return lower(said) == wanted; });
  return found == text.end() ? std::string_view::npos : static_cast<std::size_t>(found - text.begin());
}

}  // namespace

std::string_view without_machine_orders(std::string_view text) {
  std::size_t order = text.size();
  for (const std::string_view phrase : kOrders) order = std::min(order, find_ignoring_case(text, phrase));
  if (order >= text.size()) return text;
  const std::size_t sentence = text.substr(0, order).find_last_of(".?!\n");
  return sentence == std::string_view::npos ? text.substr(0, 0) : text.substr(0, sentence + 1);
}

}  // namespace calltracker::llm::offline
