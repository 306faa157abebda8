// SPDX-License-Identifier: MIT
#include "llm/turn_selection.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <numeric>

#include "llm/token_estimator.hpp"

namespace calltracker::llm {
namespace {

constexpr std::size_t kOpeningTurns = 10;
constexpr std::size_t kClosingTurns = 14;

// {"n":12,"speaker":"caller","text":""} and its share of an {"omittedTurns":[1,2]} mark.
constexpr std::int64_t kTurnOverheadTokens = 24;

struct Sign {
  const RE2& pattern;
  int worth;
};

int worth_of(const Turn& turn) {
  static const RE2 objection(
      R"((?i)too (?:high|much|expensive)|expensive|cheaper|can't afford|not interested|think about it|another dealer|)"
      R"(better (?:price|deal|rate)|not sure|the problem is|out of (?:my|our) budget|shopping around)");
  static const RE2 price(
      R"((?i)\$|\b(?:price|dollars?|grand|thousand|hundred|payment|down|rate|quote|deposit|finance)\b)");
  static const RE2 number(
      R"((?i)\d|\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty)\b)");
  static const RE2 name(
      R"((?i)\bmy name\b|\bthis is\b|\bname's\b|\bcompany\b|\be-?mail\b|\bcalling from\b|\bowner\b)");
  static const RE2 date(
      R"((?i)\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|tomorrow|tonight|week|month|january|)"
      R"(february|march|april|june|july|august|september|october|november|december|o'clock|asap)\b)");
  const Sign signs[] = {{objection, 5}, {price, 4}, {number, 3}, {name, 3}, {date, 3}};
  int worth = 0;
  for (const Sign& sign : signs) {
    if (RE2::PartialMatch(turn.text, sign.pattern)) worth += sign.worth;
  }
  return worth;
}

}  // namespace

std::vector<bool> select_turns(const std::vector<const Turn*>& turns, const ModelInfo& model,
                               std::int64_t tokens_max) {
  std::vector<std::int64_t> tokens;
  for (const Turn* turn : turns) tokens.push_back(estimate_tokens(turn->text, model) + kTurnOverheadTokens);
  const std::int64_t total = std::accumulate(tokens.begin(), tokens.end(), std::int64_t{0});
  if (total <= tokens_max) return std::vector<bool>(turns.size(), true);

  constexpr int kFirstOfAll = 1000;
  std::vector<int> worth;
  for (std::size_t index = 0; index < turns.size(); ++index) {
    const bool is_edge = index < kOpeningTurns || index + kClosingTurns >= turns.size();
    worth.push_back(is_edge ? kFirstOfAll : worth_of(*turns[index]));
  }
  std::vector<std::size_t> order(turns.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&worth](std::size_t left, std::size_t right) { return worth[left] > worth[right]; });

  std::vector<bool> is_kept(turns.size(), false);
  std::int64_t used = 0;
  for (const std::size_t index : order) {
    if (used + tokens[index] > tokens_max) continue;
    used += tokens[index];
    is_kept[index] = true;
  }
  return is_kept;
}

}  // namespace calltracker::llm
