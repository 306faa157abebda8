// SPDX-License-Identifier: MIT
#include "evaluation/evaluation_json.hpp"

#include "call/result_json.hpp"

namespace calltracker::evaluation {
namespace {

json::object to_json(const ClassTally& tally) {
  json::array classes;
  for (const ClassTally::Class& one : tally.classes()) {
    classes.push_back(json::object{{"name", one.name},
                                   {"labels", one.labelled},
                                   {"precision", value_or_null(one.rates.precision)},
                                   {"recall", value_or_null(one.rates.recall)},
                                   {"f1", value_or_null(one.rates.f1)}});
  }
  json::object confusion;
  for (const auto& [label, answers] : tally.confusion()) {
    json::object counts;
    for (const auto& [answer, count] : answers) counts[answer] = count;
    confusion[label] = std::move(counts);
  }
  return {{"calls", tally.calls()},
          {"macroF1", value_or_null(tally.macro_f1())},
          {"classes", std::move(classes)},
          {"confusion", std::move(confusion)}};
}

json::object to_json(const FactTally& tally) {
  const Rates rates = tally.rates();
  return {{"calls", tally.calls()},
          {"labels", tally.wanted()},
          {"answers", tally.found()},
          {"right", tally.right()},
          {"precision", value_or_null(rates.precision)},
          {"recall", value_or_null(rates.recall)},
          {"f1", value_or_null(rates.f1)}};
}

json::object to_json(const ShareTally& tally) {
  return {{"calls", tally.calls()}, {"share", value_or_null(tally.share())}};
}

json::object to_json(const RangeTally& tally) {
  return {{"calls", tally.calls()},
          {"share", value_or_null(tally.share_within())},
          {"meanDistanceOutside", value_or_null(tally.mean_distance_outside())}};
}

json::object to_json(const Disagreement& disagreement) {
  return {{"row", disagreement.row},
          {"callId", disagreement.call},
          {"id", disagreement.name.empty() ? json::value(nullptr) : json::value(disagreement.name)},
          {"field", disagreement.field},
          {"label", value_or_null(disagreement.label)},
          {"answer", value_or_null(disagreement.answer)},
          {"turn", value_or_null(disagreement.turn)},
          {"weight", disagreement.weight}};
}

}  // namespace

json::object to_json(const Evaluation& evaluation) {
  json::object facts;
  for (const auto& [fact, tally] : evaluation.facts) facts[fact.key] = to_json(tally);
  json::object categories;
  for (const auto& [key, pairs] : evaluation.categories)
    categories[key] = calltracker::to_json(pairs.agreement());
  json::array disagreements;
  for (const Disagreement& one : evaluation.disagreements) disagreements.push_back(to_json(one));
  return {{"labels", evaluation.labels},
          {"compared", evaluation.compared},
          {"notAnalysed", evaluation.not_analysed},
          {"unmatched", to_json_array(evaluation.unmatched)},
          {"classification", to_json(evaluation.triage)},
          {"subtype", to_json(evaluation.subtype)},
          {"swapped", to_json(evaluation.swapped)},
          {"facts", std::move(facts)},
          {"callType", to_json(evaluation.call_type)},
          {"urgency", to_json(evaluation.urgency)},
          {"leadScore", to_json(evaluation.lead_score)},
          {"recommendedAction", to_json(evaluation.action)},
          {"repScore", to_json(evaluation.rep_score)},
          {"levels", calltracker::to_json(evaluation.all_levels.agreement())},
          {"categories", std::move(categories)},
          {"disagreements", std::move(disagreements)}};
}

}  // namespace calltracker::evaluation
