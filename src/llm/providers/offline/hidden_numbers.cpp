// SPDX-License-Identifier: MIT
#include "llm/providers/offline/hidden_numbers.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace calltracker::llm::offline {
namespace {

constexpr std::string_view kOpening = "[PHONE_";
constexpr std::size_t kDigitsMax = 4;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Of a document that may be changed, or only looked at.
template <class Value, class Visit>
void for_each_text(Value& document, const Visit& visit) {
  if (document.is_string()) {
    visit(document.get_string());
  } else if (document.is_array()) {
    for (auto& item : document.get_array()) for_each_text(item, visit);
  } else if (document.is_object()) {
    for (auto& [key, item] : document.get_object()) for_each_text(item, visit);
  }
}

void replace_all(json::string& text, std::string_view what, std::string_view by) {
  for (std::size_t at = text.find(what); at != json::string::npos; at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
}

}  // namespace

HiddenNumbers::HiddenNumbers(const json::value& input) {
  for_each_text(input, [this](const json::string& text) {
    for (std::size_t at = text.find(kOpening); at != json::string::npos; at = text.find(kOpening, at + 1)) {
      std::size_t end = at + kOpening.size();
      while (end < text.size() && is_digit(text[end])) ++end;
      const std::size_t digits = end - at - kOpening.size();
      if (digits == 0 || digits > kDigitsMax || end == text.size() || text[end] != ']') continue;
      const std::string placeholder(text.data() + at, end + 1 - at);
      const bool is_known = std::any_of(numbers_.begin(), numbers_.end(), [&placeholder](const auto& known) {
        return known.first == placeholder;
      });
      if (is_known) continue;
      // No exchange of any area is given out with 555 twice. One word, so that no quotation cuts it.
      numbers_.emplace_back(placeholder,
                            fmt::format("555555{:0>4}", placeholder.substr(kOpening.size(), digits)));
    }
  });
}

json::value HiddenNumbers::stand_in_for(json::value input) const {
  if (numbers_.empty()) return input;
  for_each_text(input, [this](json::string& text) {
    for (const auto& [placeholder, number] : numbers_) replace_all(text, placeholder, number);
  });
  return input;
}

json::value HiddenNumbers::hide_again(json::value answer) const {
  if (numbers_.empty()) return answer;
  for_each_text(answer, [this](json::string& text) {
    for (const auto& [placeholder, number] : numbers_) {
      replace_all(text, number, placeholder);
      replace_all(text, fmt::format("(555) 555-{}", number.substr(6)), placeholder);
    }
  });
  return answer;
}

}  // namespace calltracker::llm::offline
