// SPDX-License-Identifier: MIT
#pragma once

// Gathers remarks into themes in bounded memory: equal texts count together, and of texts seen once only the
// most telling are kept. The observation counts are exact, whatever is dropped.

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/json.hpp"
#include "call/call.hpp"
#include "insight/insight.hpp"

namespace calltracker::insight {

// Which end of the scale tells most: a strength from a high score, a weakness from a low one.
enum class Telling { HighScores, LowScores };

class ThemeCollector {
 public:
  explicit ThemeCollector(Telling telling) : telling_(telling) {}

  void add(const Observation& observation, const Call& call);

  // `title_of` turns a category's key into words.
  std::vector<ThemeGroup> finish(const std::function<std::string(std::string_view)>& title_of) const;

  // What finish() would show of each category, to be added to another collector.
  json::value to_digest() const;
  void add_digest(const json::value& digest);

 private:
  struct Candidate {
    Theme theme;
    double weight = 0;  // higher tells more
  };
  struct Group {
    std::int64_t observations = 0;
    std::vector<Candidate> candidates;
  };

  double weight_of(const Observation& observation, const Call& call) const;
  static void add_candidate(Group& group, Candidate candidate);
  static void keep_most_telling(Group& group, Candidate candidate);
  static bool tells_more(const Candidate& left, const Candidate& right);

  Telling telling_;
  std::unordered_map<std::string, Group> groups_;
};

}  // namespace calltracker::insight
