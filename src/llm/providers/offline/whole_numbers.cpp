// SPDX-License-Identifier: MIT
#include "llm/providers/offline/whole_numbers.hpp"

#include <algorithm>
#include <vector>

namespace calltracker::llm::offline {

bool is_dialable(const std::string& digits) {
  return digits.size() == kPhoneDigits && digits[0] >= '2' && digits[3] >= '2';
}

namespace {

// "555-0142, area code 404".
std::string with_area_code_first(const std::string& digits) {
  constexpr std::size_t kLocal = 7;
  return digits.substr(kLocal) + digits.substr(0, kLocal);
}

// "three three seven" "three three seven" "five five five oh one six three", written down in one breath.
std::string without_echo(std::string digits) {
  constexpr std::size_t kChunkMin = 3;
  for (std::size_t from = 0; digits.size() > kPhoneDigits && from + 2 * kChunkMin <= digits.size(); ++from) {
    for (std::size_t chunk = std::min(kPhoneDigits, (digits.size() - from) / 2); chunk >= kChunkMin;
         --chunk) {
      if (digits.compare(from, chunk, digits, from + chunk, chunk) != 0) continue;
      digits.erase(from, chunk);
      break;
    }
  }
  return digits;
}

// "Nine oh four, five five five, one sixteen. Zero one one six.": the last group is said again, whole.
std::optional<std::string> without_broken_group(const DigitRun& run, const std::vector<std::size_t>& edges) {
  if (edges.size() < 4 || run.digits.size() > kPhoneDigits + kLastGroupDigits) return std::nullopt;
  const std::string last = run.digits.substr(edges[edges.size() - 2]);
  const std::string before = run.digits.substr(0, edges[edges.size() - 3]);
  if (last.size() != kLastGroupDigits || !is_dialable(before + last)) return std::nullopt;
  return before + last;
}

}  // namespace

std::optional<std::string> whole_number(const DigitRun& run) {
  std::vector<std::size_t> edges{0};
  edges.insert(edges.end(), run.groups.begin(), run.groups.end());
  edges.push_back(run.digits.size());
  for (std::size_t from = 0; from + 1 < edges.size(); ++from) {
    for (std::size_t to = edges.size() - 1; to > from; --to) {
      std::string digits = run.digits.substr(edges[from], edges[to] - edges[from]);
      if (digits.size() == kPhoneDigits + 1 && digits.front() == '1') digits.erase(0, 1);
      if (is_dialable(digits)) return digits;
      if (digits.size() == kPhoneDigits && is_dialable(with_area_code_first(digits)))
        return with_area_code_first(digits);
      // Long runs are tables of figures; looking at every window would cost their square.
      if (edges.size() > 16) break;
    }
  }
  if (const auto corrected = without_broken_group(run, edges)) return corrected;
  const std::string said_once = without_echo(run.digits);
  if (said_once.size() < run.digits.size() && is_dialable(said_once)) return said_once;
  return std::nullopt;
}

}  // namespace calltracker::llm::offline
