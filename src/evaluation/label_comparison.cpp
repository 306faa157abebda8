// SPDX-License-Identifier: MIT
#include "evaluation/label_comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

#include "base/text.hpp"

namespace calltracker::evaluation {
namespace {

// What a mistake weighs: a call in the wrong class is lost, a name left out can be read in the transcript.
constexpr double kClassificationWeight = 1;
constexpr double kSwappedWeight = 0.8;
constexpr double kWrongFactWeight = 0.6;
constexpr double kInventedFactWeight = 0.5;
constexpr double kMissedFactWeight = 0.4;
constexpr double kActionWeight = 0.5;
constexpr double kContextWeight = 0.3;
constexpr double kSubtypeWeight = 0.1;
// By how far a number is off, of its scale.
constexpr double kScoreScale = 9;
constexpr double kLevelScale = 5;
constexpr double kNoScoreWeight = 0.5;

// "Brian" for "Brian Keller" names the same person within one call.
bool same_name(std::string_view found, std::string_view wanted) {
  if (equals_ignoring_case(found, wanted)) return true;
  const std::string_view shorter = found.size() < wanted.size() ? found : wanted;
  const std::string_view longer = found.size() < wanted.size() ? wanted : found;
  return !shorter.empty() && longer.size() > shorter.size() && longer[shorter.size()] == ' ' &&
         equals_ignoring_case(longer.substr(0, shorter.size()), shorter);
}

struct Answered {
  std::optional<std::string> text;
  std::optional<int> turn;
};

Answered caller_fact(const Call& call, std::optional<std::string> CallerFacts::* field,
                     const std::string& name) {
  const auto& caller = call.result.caller;
  if (!caller) return {};
  const auto turn = caller->turns.find(name);
  return {.text = (*caller).*field,
          .turn = turn == caller->turns.end() ? std::nullopt : std::optional(turn->second)};
}

Answered answered(const Call& call, std::string_view fact) {
  const auto& rep = call.result.rep;
  if (fact == "repName") return rep ? Answered{.text = rep->name, .turn = rep->turn} : Answered{};
  if (fact == "rosterName") return rep ? Answered{.text = rep->roster_name, .turn = rep->turn} : Answered{};
  if (fact == "callerName") return caller_fact(call, &CallerFacts::name, "name");
  if (fact == "company") return caller_fact(call, &CallerFacts::company, "company");
  if (fact == "location") return caller_fact(call, &CallerFacts::location, "location");
  return caller_fact(call, &CallerFacts::phone, "phone");
}

bool is_name(std::string_view fact) {
  return fact != "location" && fact != "phone";
}

bool is_about_caller(std::string_view fact) {
  return fact != "repName" && fact != "rosterName";
}

std::optional<int> first_of(const std::vector<int>& turns) {
  return turns.empty() ? std::nullopt : std::optional(turns.front());
}

std::optional<double> distance(const std::optional<double>& score, const ScoreRange& range) {
  if (!score) return std::nullopt;
  return std::max({0.0, range.low - *score, *score - range.high});
}

std::string text_of(const ScoreRange& range) {
  return fmt::format("{:g}-{:g}", range.low, range.high);
}

double weight_of_distance(const std::optional<double>& distance) {
  return distance ? *distance / kScoreScale : kNoScoreWeight;
}

bool is_sales_by_label(const CallLabel& label) {
  return label.classification.value_or(Classification::ValidSales) == Classification::ValidSales;
}

// A column of the log that names calls.
bool is_id_column(std::string_view header) {
  const std::string name = to_lower_ascii(header);
  return name == "id" || name == "call id" || name == "callid" || name == "call_id";
}

}  // namespace

LabelComparison::LabelComparison(std::vector<CallLabel> labels, const Workspace& workspace)
    : labels_(std::move(labels)), is_matched_(labels_.size()) {
  for (std::size_t index = 0; index < labels_.size(); ++index) {
    const CallLabel& label = labels_[index];
    if (label.row) {
      by_row_.emplace(*label.row, index);
    } else {
      by_id_.emplace(*label.id, index);
    }
  }
  evaluation_.labels = std::ssize(labels_);
  for (const LabelledFact& fact : kLabelledFacts) evaluation_.facts.emplace_back(fact, FactTally());
  for (const RubricCategory& category : workspace.rubric) {
    const bool is_labelled = std::any_of(labels_.begin(), labels_.end(), [&category](const CallLabel& label) {
      return label.levels.contains(category.key);
    });
    if (is_labelled) evaluation_.categories.emplace_back(category.key, LevelPairs());
  }
}

const CallLabel* LabelComparison::label_of(const Call& call) {
  const auto take = [this](std::size_t index) {
    is_matched_[index] = true;
    return &labels_[index];
  };
  if (const auto found = by_row_.find(call.record.row); found != by_row_.end()) return take(found->second);
  if (by_id_.empty()) return nullptr;
  if (const auto found = by_id_.find(call.id.str()); found != by_id_.end()) return take(found->second);
  for (const auto& [header, text] : call.record.extra) {
    if (!is_id_column(header)) continue;
    if (const auto found = by_id_.find(text); found != by_id_.end()) return take(found->second);
  }
  return nullptr;
}

void LabelComparison::add(const Call& call) {
  const CallLabel* label = label_of(call);
  if (label == nullptr) return;
  if (call.status != CallStatus::Complete) {
    ++evaluation_.not_analysed;
    return;
  }
  ++evaluation_.compared;
  compare_triage(call, *label);
  compare_facts(call, *label);
  if (!is_sales_by_label(*label)) return;
  compare_context(call, *label);
  compare_lead(call, *label);
  compare_score(call, *label);
}

void LabelComparison::compare_triage(const Call& call, const CallLabel& label) {
  if (!call.result.triage) return;
  if (label.classification) {
    const std::string wanted(name_of(*label.classification));
    const std::string found(name_of(call.result.triage->classification));
    evaluation_.triage.add(wanted, found);
    if (found != wanted) {
      disagree(
          call, label,
          {.field = "classification", .label = wanted, .answer = found, .weight = kClassificationWeight});
    }
  }
  if (label.subtype) {
    const std::string& found = call.result.triage->subtype;
    evaluation_.subtype.add(found == *label.subtype);
    if (found != *label.subtype) {
      disagree(call, label,
               {.field = "subtype", .label = label.subtype, .answer = found, .weight = kSubtypeWeight});
    }
  }
  if (label.swapped) {
    const bool found = call.record.speakers_swapped;
    evaluation_.swapped.add(found == *label.swapped);
    if (found != *label.swapped) {
      disagree(call, label,
               {.field = "swapped",
                .label = *label.swapped ? "true" : "false",
                .answer = found ? "true" : "false",
                .weight = kSwappedWeight});
    }
  }
}

void LabelComparison::compare_facts(const Call& call, const CallLabel& label) {
  for (auto& [fact, tally] : evaluation_.facts) {
    const auto wanted = label.facts.find(fact.key);
    if (wanted == label.facts.end() || (is_about_caller(fact.key) && !is_sales_by_label(label))) continue;
    const Answered found = answered(call, fact.key);
    const bool is_right = found.text && wanted->second &&
                          (is_name(fact.key) ? same_name(*found.text, *wanted->second)
                                             : equals_ignoring_case(*found.text, *wanted->second));
    tally.add(found.text.has_value(), wanted->second.has_value(), is_right);
    if (is_right || (!found.text && !wanted->second)) continue;
    const double weight = !found.text       ? kMissedFactWeight
                          : !wanted->second ? kInventedFactWeight
                                            : kWrongFactWeight;
    disagree(call, label,
             {.field = std::string(fact.key),
              .label = wanted->second,
              .answer = found.text,
              .turn = found.turn,
              .weight = weight});
  }
}

void LabelComparison::compare_context(const Call& call, const CallLabel& label) {
  const auto& context = call.result.context;
  const auto compare = [&](ShareTally& tally, const char* field, std::string_view wanted,
                           std::optional<std::string_view> found) {
    tally.add(found == wanted);
    if (found == wanted) return;
    disagree(call, label,
             {.field = field,
              .label = std::string(wanted),
              .answer = found ? std::optional(std::string(*found)) : std::nullopt,
              .weight = kContextWeight});
  };
  if (label.call_type) {
    compare(evaluation_.call_type, "callType", name_of(*label.call_type),
            context ? std::optional(name_of(context->type)) : std::nullopt);
  }
  if (label.urgency) {
    compare(evaluation_.urgency, "urgency", name_of(*label.urgency),
            context ? std::optional(name_of(context->urgency)) : std::nullopt);
  }
}

void LabelComparison::compare_lead(const Call& call, const CallLabel& label) {
  const auto& lead = call.result.lead;
  const std::optional<int> turn = lead ? first_of(lead->turns) : std::nullopt;
  if (label.lead_score) {
    const auto score = lead ? std::optional(lead->score) : std::nullopt;
    const auto away = distance(score, *label.lead_score);
    evaluation_.lead_score.add(away);
    if (away != 0) {
      disagree(call, label,
               {.field = "leadScore",
                .label = text_of(*label.lead_score),
                .answer = score ? std::optional(fmt::format("{:.1f}", *score)) : std::nullopt,
                .turn = turn,
                .weight = weight_of_distance(away)});
    }
  }
  if (!label.actions) return;
  const bool is_right = lead && std::find(label.actions->begin(), label.actions->end(),
                                          lead->recommended_action) != label.actions->end();
  evaluation_.action.add(is_right);
  if (is_right) return;
  std::string wanted;
  for (const RecommendedAction action : *label.actions)
    wanted += fmt::format("{}{}", wanted.empty() ? "" : " or ", name_of(action));
  disagree(call, label,
           {.field = "recommendedAction",
            .label = wanted,
            .answer = lead ? std::optional(std::string(name_of(lead->recommended_action))) : std::nullopt,
            .turn = turn,
            .weight = kActionWeight});
}

void LabelComparison::compare_score(const Call& call, const CallLabel& label) {
  const auto& score = call.result.score;
  if (label.rep_score) {
    const auto overall = score ? score->overall : std::nullopt;
    const auto away = distance(overall, *label.rep_score);
    evaluation_.rep_score.add(away);
    if (away != 0) {
      disagree(call, label,
               {.field = "repScore",
                .label = text_of(*label.rep_score),
                .answer = overall ? std::optional(fmt::format("{:.1f}", *overall)) : std::nullopt,
                .weight = weight_of_distance(away)});
    }
  }
  if (!score) return;
  for (auto& [key, pairs] : evaluation_.categories) {
    const auto wanted = label.levels.find(key);
    const auto category = std::find_if(score->categories.begin(), score->categories.end(),
                                       [&key](const auto& one) { return one.first == key; });
    if (wanted == label.levels.end() || category == score->categories.end() || !category->second.level)
      continue;
    const int found = *category->second.level;
    pairs.add(wanted->second, found);
    evaluation_.all_levels.add(wanted->second, found);
    if (found == wanted->second) continue;
    disagree(call, label,
             {.field = "levels." + key,
              .label = std::to_string(wanted->second),
              .answer = std::to_string(found),
              .turn = first_of(category->second.turns),
              .weight = std::abs(found - wanted->second) / kLevelScale});
  }
}

void LabelComparison::disagree(const Call& call, const CallLabel& label, Disagreement disagreement) {
  disagreement.row = call.record.row;
  disagreement.call = call.id.str();
  disagreement.name = label.id.value_or("");
  evaluation_.disagreements.push_back(std::move(disagreement));
}

Evaluation LabelComparison::finish() {
  for (std::size_t index = 0; index < labels_.size(); ++index) {
    if (is_matched_[index]) continue;
    const CallLabel& label = labels_[index];
    evaluation_.unmatched.push_back(label.row ? fmt::format("row {}", *label.row)
                                              : fmt::format("id {}", *label.id));
  }
  std::stable_sort(evaluation_.disagreements.begin(), evaluation_.disagreements.end(),
                   [](const Disagreement& left, const Disagreement& right) {
                     return std::tuple(-left.weight, left.row) < std::tuple(-right.weight, right.row);
                   });
  return std::move(evaluation_);
}

}  // namespace calltracker::evaluation
