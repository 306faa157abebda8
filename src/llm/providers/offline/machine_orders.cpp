// SPDX-License-Identifier: MIT
#include "llm/providers/offline/machine_orders.hpp"

#include <algorithm>

namespace calltracker::llm::offline {
namespace {

constexpr std::string_view kOrders[] = {
    "your instructions",
    "previous instructions",
    "tus instrucciones",
    "sus instrucciones",
    "score this call",
    "rate this call",
    "grade this call",
    "system prompt",
    "<|",
    "</",
    "{{",
    "```",
    "{\"",
    "\"}",
    "\":",
};

// Only where a sentence begins: "the brake system: it leaks" is said to people.
constexpr std::string_view kParts[] = {"system:", "assistant:", "human:"};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::size_t find_ignoring_case(std::string_view text, std::string_view phrase) {
  const auto found = std::search(text.begin(), text.end(), phrase.begin(), phrase.end(),
                                 [](char said, char wanted) { return lower(said) == wanted; });
  return found == text.end() ? std::string_view::npos : static_cast<std::size_t>(found - text.begin());
}

std::size_t find_part(std::string_view text, std::string_view part) {
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t found = find_ignoring_case(text.substr(from), part);
    if (found == std::string_view::npos) break;
    const std::string_view before = text.substr(0, from + found);
    const std::size_t last = before.find_last_not_of(" \n");
    if (last == std::string_view::npos ||
        std::string_view(".?!").find(before[last]) != std::string_view::npos || before.ends_with('\n'))
      return from + found;
    from += found + part.size();
  }
  return std::string_view::npos;
}

}  // namespace

std::string_view without_machine_orders(std::string_view text) {
  std::size_t order = text.size();
  for (const std::string_view phrase : kOrders) order = std::min(order, find_ignoring_case(text, phrase));
  for (const std::string_view part : kParts) order = std::min(order, find_part(text, part));
  if (order >= text.size()) return text;
  const std::size_t sentence = text.substr(0, order).find_last_of(".?!\n");
  return sentence == std::string_view::npos ? text.substr(0, 0) : text.substr(0, sentence + 1);
}

}  // namespace calltracker::llm::offline
