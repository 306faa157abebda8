// SPDX-License-Identifier: MIT
#include "call/towns.hpp"

#include <vector>

#include "base/text.hpp"
#include "call/embedded_files.hpp"

namespace calltracker {
namespace {

std::string_view table() {
  static const std::string_view text = call::embedded::file("places/us_towns.txt");
  return text;
}

std::string_view line_at(std::size_t offset) {
  const std::string_view rest = table().substr(offset);
  return rest.substr(0, rest.find('\n'));
}

std::string_view key_of(std::string_view line) {
  return line.substr(0, line.find('|'));
}

// Where the first line begins whose name is not before the key.
std::size_t lower_bound(std::string_view key) {
  std::size_t low = 0;
  std::size_t high = table().size();
  while (low < high) {
    std::size_t middle = low + (high - low) / 2;
    while (middle > low && table()[middle - 1] != '\n') --middle;
    const std::string_view line = line_at(middle);
    if (key_of(line) < key) {
      low = middle + line.size() + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

}  // namespace

std::string_view town_word(std::string_view word) {
  if (word == "st") return "saint";
  if (word == "ft") return "fort";
  return word == "mt" ? "mount" : word;
}

std::string Town::name() const {
  if (!spelling.empty()) return std::string(spelling);
  std::string text(key);
  bool at_start = true;
  for (char& c : text) {
    if (at_start && c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    at_start = c == ' ';
  }
  return text;
}

bool Town::is_in(std::string_view state) const {
  return states.find(state) != std::string_view::npos;
}

std::optional<std::string_view> Town::usual_state() const {
  constexpr std::size_t kCodeLength = 2;
  if (well_known || states.size() == kCodeLength) return states.substr(0, kCodeLength);
  return std::nullopt;
}

Town town_of(std::uint32_t id) {
  const std::string_view line = line_at(id);
  const std::vector<std::string_view> fields = split(line, '|');
  Town town{.id = id, .key = fields.at(0), .states = fields.at(1)};
  town.village = town.states.ends_with('~');
  if (town.village) town.states.remove_suffix(1);
  if (fields.size() > 2) town.spelling = fields[2];
  town.well_known = town.states.find('*') != std::string_view::npos;
  return town;
}

std::optional<Town> find_town_by_key(std::string_view key) {
  const std::size_t found = lower_bound(key);
  if (found >= table().size() || key_of(line_at(found)) != key) return std::nullopt;
  return town_of(static_cast<std::uint32_t>(found));
}

std::optional<Town> find_town(std::string_view name) {
  std::string key;
  for (const std::string_view part : split_words(name)) {
    std::string word = to_lower_ascii(part);
    for (char& c : word) {
      if (c == '-') c = ' ';
    }
    key += (key.empty() ? "" : " ") + std::string(town_word(word));
  }
  return find_town_by_key(key);
}

bool may_begin_town(std::string_view word) {
  const std::size_t found = lower_bound(word);
  return found < table().size() && line_at(found).starts_with(word);
}

}  // namespace calltracker
