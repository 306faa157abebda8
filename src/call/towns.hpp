// SPDX-License-Identifier: MIT
#pragma once

// The towns of the United States by name: in which states there is one, and which state people mean when they
// name none. Read where it lies in the program, so that it costs no memory of its own.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace calltracker {

struct Town {
  std::uint32_t id = 0;       // for town_of
  std::string_view key;       // "saint louis"
  std::string_view states;    // "MO* MI", the largest town first
  std::string_view spelling;  // "St. Louis"; empty where every word just starts with a capital
  bool well_known = false;    // people name it without its state
  bool village = false;       // so small that its name is more often something else

  std::string name() const;
  bool is_in(std::string_view state) const;
  // The one state people mean without naming it: of a well-known town, or of a name that stands once on the
  // map.
  std::optional<std::string_view> usual_state() const;
};

// "St. Louis", "saint louis" and "Saint-Louis" are one town.
std::optional<Town> find_town(std::string_view name);
// The same for words already in the table's form, joined by single blanks.
std::optional<Town> find_town_by_key(std::string_view key);
Town town_of(std::uint32_t id);

// A lower-case word as the table writes it: "saint" for "st".
std::string_view town_word(std::string_view word);
// Whether some town's name begins with the letters of this word: the cheap question before the whole name.
bool may_begin_town(std::string_view word);

}  // namespace calltracker
