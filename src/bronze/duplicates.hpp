// SPDX-License-Identifier: MIT
#pragma once

// Remembers the calls of a file by hash, so that one exported twice is analysed once.
//
// The same recording is the same call. Without recordings it takes the same caller, minute, duration and
// words.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

#include "call/call.hpp"

namespace calltracker::bronze {

class SeenCalls {
 public:
  // The row that had this call first, and why they are one; otherwise remembers the call.
  struct First {
    int row = 0;
    std::string because;  // "same recording"
  };
  std::optional<First> find_or_remember(const CallRecord& record, const std::string& content_hash);

 private:
  using Key = std::array<std::uint64_t, 2>;
  struct KeyHash {
    std::size_t operator()(const Key& key) const { return key[0]; }
  };

  static Key key_of(const std::string& hex);

  std::unordered_map<Key, int, KeyHash> row_of_key_;
};

// What names a recording: the call's id in the links of a system that puts it there, else the link.
std::string recording_key(std::string_view url);

}  // namespace calltracker::bronze
