// SPDX-License-Identifier: MIT
#pragma once

// Which of several candidates for one fact is it, if any: every sign of a candidate is worth some points, and
// the best candidate is believed when its sum beats what speaks for none of them.
//
// A table is a text file of lines `Sign points`, one of them `None`. Ten points make a candidate about three
// times as likely. Signs that the table does not name are worth nothing.

#include <bitset>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace calltracker::llm::offline {

// The points by sign, in the order of the names; that of None last. Throws Error{Internal, "offline-points"}
// naming a line that cannot be read.
std::vector<int> read_candidate_points(std::string_view text, std::string_view file_name,
                                       std::span<const std::string_view> sign_names);

// The same for a table of this program, data/points/NAME.
std::vector<int> built_in_candidate_points(std::string_view name,
                                           std::span<const std::string_view> sign_names);

// The index of the candidate to believe, or their number for none of them.
template <std::size_t Count>
std::size_t best_candidate(const std::vector<std::bitset<Count>>& candidates, std::span<const int> points) {
  std::size_t best = candidates.size();
  int most = points[Count];
  for (std::size_t index = 0; index < candidates.size(); ++index) {
    int sum = 0;
    for (std::size_t sign = 0; sign < Count; ++sign) sum += candidates[index].test(sign) ? points[sign] : 0;
    if (sum <= most) continue;
    most = sum;
    best = index;
  }
  return best;
}

}  // namespace calltracker::llm::offline
