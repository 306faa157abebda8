// SPDX-License-Identifier: MIT
#pragma once

// What each category's rule finds: yes/no checks, the turns that show them, a level on the written anchors, a
// note.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "llm/providers/offline/extraction.hpp"
#include "llm/providers/offline/lead_facts.hpp"
#include "llm/providers/offline/scoring/conduct.hpp"

namespace calltracker::llm::offline {

struct CategoryFinding {
  std::string_view key;
  bool applicable = false;
  std::vector<std::uint32_t> turns;  // indices, in order, without repeats
  std::vector<std::pair<std::string_view, bool>> checks;
  std::string_view list_key;  // "objectionsRaised", …; empty for none
  std::vector<TurnNote> list;
  std::string outcome;  // callClosing only
  int level = 0;
  std::string note;

  bool check(std::string_view name) const;
};

// What every category may look at.
struct ScoreContext {
  const Conversation& conversation;
  const Extraction& extraction;
  bool live = false;  // both sides talked as persons
  const RepConduct& conduct;
};

// A bill, a claim, a certificate: the caller has bought already and wants something done.
bool is_errand(const ScoreContext& context);

// What the caller asks for is not to be had here: there is nothing to find out for a sale and no step to set.
bool is_turned_away(const ScoreContext& context);

// The rep insults, is short or knows nothing and finds nothing out: what comes to light is the caller's
// doing.
bool brushes_off(const ScoreContext& context);

// Collects the turns that show something, a few at most.
class TurnList {
 public:
  void add(std::uint32_t turn);
  void add(const CueHit* hit);
  bool empty() const { return turns_.empty(); }
  std::vector<std::uint32_t> take() &&;

 private:
  std::vector<std::uint32_t> turns_;
};

// A turn of the rep that stands for how he went about it: his first question, else his fullest answer.
void add_rep_turn(const ScoreContext& context, TurnList& turns);

CategoryFinding score_call_context(const ScoreContext& context);
CategoryFinding score_objective_clarity(const ScoreContext& context);
CategoryFinding score_information_gathering(const ScoreContext& context);
CategoryFinding score_information_quality(const ScoreContext& context);
CategoryFinding score_tone(const ScoreContext& context);
CategoryFinding score_guidance(const ScoreContext& context);
CategoryFinding score_objection_handling(const ScoreContext& context);
CategoryFinding score_next_steps(const ScoreContext& context);
CategoryFinding score_closing(const ScoreContext& context);

// In the rubric's order.
std::vector<CategoryFinding> score_all(const ScoreContext& context);

// "turn 4", "turns 4 and 9".
std::string turns_text(const Conversation& conversation, const std::vector<std::uint32_t>& turns);

// The sentence of a hit, short enough to stand in a list.
std::string short_sentence(const Conversation& conversation, const CueHit& hit);

}  // namespace calltracker::llm::offline
