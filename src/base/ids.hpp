// SPDX-License-Identifier: MIT
#pragma once

// Identifiers: ULIDs (26 characters, sortable by creation time) behind strong types, so that a job's id
// cannot be passed where a call's is wanted.

#include <compare>
#include <functional>
#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace calltracker {

// Strictly increasing within this process, even inside one millisecond. Thread-safe.
std::string make_ulid(UnixMillis now_ms);

template <class Tag>
class Id {
 public:
  Id() = default;
  explicit Id(std::string value) : value_(std::move(value)) {}
  const std::string& str() const { return value_; }
  bool empty() const { return value_.empty(); }
  auto operator<=>(const Id&) const = default;

 private:
  std::string value_;
};

using JobId = Id<struct JobTag>;
using CallId = Id<struct CallTag>;

}  // namespace calltracker

template <class Tag>
struct std::hash<calltracker::Id<Tag>> {
  std::size_t operator()(const calltracker::Id<Tag>& id) const { return std::hash<std::string>()(id.str()); }
};
