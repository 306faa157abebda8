// SPDX-License-Identifier: MIT
#pragma once

// Where settings made by people are kept, by name; what the stored calls say that settings are made from; and
// what a setting asks to be forgotten. Safe from any thread; a write returns when it is durable.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.hpp"

namespace calltracker::store {

class SettingStore {
 public:
  virtual ~SettingStore() = default;

  virtual std::optional<std::string> find_setting(std::string_view name) = 0;
  virtual void put_setting(std::string_view name, std::string_view value) = 0;
  virtual void delete_setting(std::string_view name) = 0;

  // Every name that calls bear, with how many do; the most frequent first.
  virtual std::vector<std::pair<std::string, std::int64_t>> count_calls_by_rep() = 0;
};

}  // namespace calltracker::store
