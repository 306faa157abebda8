// SPDX-License-Identifier: MIT
#pragma once

// An analysis against what people say about the same calls, field by field. Calls that were not analysed
// (skipped, failed) and labels without a call are counted and not compared.
//
// Facts about the caller, the kind of call and both scores are compared for sales calls only, by the label's
// classification where it has one: other calls hold none that anybody would use.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "call/call.hpp"
#include "call/workspace.hpp"
#include "evaluation/labels.hpp"
#include "evaluation/level_pairs.hpp"
#include "evaluation/tallies.hpp"

namespace calltracker::evaluation {

// One field of one call where answer and label are not alike.
struct Disagreement {
  int row = 0;
  std::string call;   // the call's id
  std::string name;   // the label's id; "" when it has none
  std::string field;  // "repName", "levels.nextSteps"
  std::optional<std::string> label;
  std::optional<std::string> answer;
  std::optional<int> turn;  // cited for the answer
  double weight = 0;        // how much it matters: 1 a wrong classification, less a name left out
};

struct Evaluation {
  std::int64_t labels = 0;
  std::int64_t compared = 0;           // labels whose call was analysed
  std::int64_t not_analysed = 0;       // labels whose call was skipped or failed
  std::vector<std::string> unmatched;  // labels without a call: "row 7", "id x"
  ClassTally triage;
  ShareTally subtype;
  std::vector<std::pair<LabelledFact, FactTally>> facts;
  ShareTally swapped;
  ShareTally call_type;
  ShareTally urgency;
  RangeTally lead_score;
  ShareTally action;
  RangeTally rep_score;
  std::vector<std::pair<std::string, LevelPairs>> categories;  // in the rubric's order, those with labels
  std::vector<Disagreement> disagreements;                     // the worst first

  // All categories together.
  LevelPairs all_levels;
};

class LabelComparison {
 public:
  LabelComparison(std::vector<CallLabel> labels, const Workspace& workspace);

  void add(const Call& call);
  Evaluation finish();

 private:
  const CallLabel* label_of(const Call& call);

  void compare_triage(const Call& call, const CallLabel& label);
  void compare_facts(const Call& call, const CallLabel& label);
  void compare_context(const Call& call, const CallLabel& label);
  void compare_lead(const Call& call, const CallLabel& label);
  void compare_score(const Call& call, const CallLabel& label);
  void disagree(const Call& call, const CallLabel& label, Disagreement disagreement);

  std::vector<CallLabel> labels_;
  std::vector<bool> is_matched_;
  std::map<int, std::size_t> by_row_;
  std::map<std::string, std::size_t> by_id_;  // labels without a row
  Evaluation evaluation_;
};

}  // namespace calltracker::evaluation
