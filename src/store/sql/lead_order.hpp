// SPDX-License-Identifier: MIT
#pragma once

// The column calls.follow_up_order: one number that says where a lead stands among those to be called back.
// Its leading digit is the group, counted from 1; below follow the deadline in seconds (none: the last) and,
// in three digits, the better lead first. The migration that adds the column computes it.

#include <cstdint>

#include "base/clock.hpp"
#include "store/call_list.hpp"

namespace calltracker::store::sql {

inline constexpr std::int64_t kLeadGroupStride = 100'000'000'000'000;
inline constexpr std::int64_t kLeadGroups = static_cast<std::int64_t>(LeadGroup::Contacted) + 1;

constexpr std::int64_t begin_of(LeadGroup group) {
  return (static_cast<std::int64_t>(group) + 1) * kLeadGroupStride;
}

constexpr std::int64_t end_of(LeadGroup group) {
  return begin_of(group) + kLeadGroupStride;
}

// Within a group: what is due before this moment lies below.
constexpr std::int64_t due_before(UnixMillis time_ms) {
  return time_ms / 1'000 * 1'000;
}

}  // namespace calltracker::store::sql
