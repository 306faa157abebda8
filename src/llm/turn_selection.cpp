// SPDX-License-Identifier: MIT
#include "llm/turn_selection.hpp"

#include <algorithm>
#include <numeric>

#include "llm/spoken_facts.hpp"
#include "llm/token_estimator.hpp"

namespace calltracker::llm {
namespace {

constexpr std::size_t kOpeningTurns = 10;
constexpr std::size_t kClosingTurns = 14;

// {"n":12,"speaker":"caller","text":""} and its share of an {"omittedTurns":[1,2]} mark.
constexpr std::int64_t kTurnOverheadTokens = 24;

// Opening and closing come first, but each has only its share of the room: what was said in between matters
// more than a long farewell.
constexpr std::int64_t kEdgeShare = 4;

}  // namespace

std::vector<bool> select_turns(const std::vector<const Turn*>& turns, const ModelInfo& model,
                               std::int64_t tokens_max) {
  std::vector<std::int64_t> tokens;
  for (const Turn* turn : turns) tokens.push_back(estimate_tokens(turn->text, model) + kTurnOverheadTokens);
  const std::int64_t total = std::accumulate(tokens.begin(), tokens.end(), std::int64_t{0});
  if (total <= tokens_max) return std::vector<bool>(turns.size(), true);

  constexpr int kFirstOfAll = 1000;
  std::vector<int> worth;
  for (const Turn* turn : turns) worth.push_back(facts_in(turn->text).worth());
  std::int64_t opening_room = tokens_max / kEdgeShare;
  std::int64_t closing_room = opening_room;
  const auto put_first = [&](std::size_t index, std::int64_t& room) {
    if (tokens[index] > room) return;
    room -= tokens[index];
    worth[index] = kFirstOfAll;
  };
  for (std::size_t index = 0; index < std::min(kOpeningTurns, turns.size()); ++index) {
    put_first(index, opening_room);
  }
  for (std::size_t index = 0; index < std::min(kClosingTurns, turns.size()); ++index) {
    put_first(turns.size() - 1 - index, closing_room);
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
