// SPDX-License-Identifier: MIT
#include "gold/gold_answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "gold/custom_answers.hpp"
#include "gold/evidence.hpp"
#include "gold/gold_request.hpp"
#include "gold/lead_quality.hpp"
#include "gold/rep_score.hpp"

namespace calltracker::gold {
namespace {

// Levels 0 and 1 describe what did not happen, and an absence has no turn.
constexpr int kShownLevelMin = 2;

// Lists of {text, turn} that a category may hold, and whose words they must be.
struct ListRule {
  std::string_view key;
  std::optional<Speaker> speaker;  // nullopt: either side may have said it
  bool is_verbatim;
};
constexpr std::array<ListRule, 3> kListRules = {{{"unprofessionalLanguage", Speaker::Agent, true},
                                                 {"objectionsRaised", Speaker::Caller, false},
                                                 {"stepsSet", std::nullopt, false}}};

struct Citation {
  std::string text;
  std::int64_t turn = 0;
};

std::vector<Citation> read_citations(const JsonReader& list) {
  std::vector<Citation> citations;
  for (const JsonReader& item : list.as_array()) {
    citations.push_back({.text = item.at("text").as_string(), .turn = item.at("turn").as_int()});
  }
  return citations;
}

void add_turns(std::vector<int>& turns, const std::vector<int>& more) {
  turns.insert(turns.end(), more.begin(), more.end());
  std::sort(turns.begin(), turns.end());
  turns.erase(std::unique(turns.begin(), turns.end()), turns.end());
}

void read_list(const JsonReader& answer, const ListRule& rule, std::string_view place,
               CategoryScore& category, Evidence& evidence) {
  const auto list = answer.find(rule.key);
  if (!list) return;
  std::vector<std::string> texts;
  std::vector<int> turns;
  for (const Citation& citation : read_citations(*list)) {
    const std::string item_place = fmt::format("{}.{}", place, rule.key);
    const bool is_proven = rule.speaker ? evidence.expect(*rule.speaker, citation.turn, item_place)
                                        : !evidence.existing({citation.turn}, item_place).empty();
    if (!is_proven) continue;
    if (rule.is_verbatim && !evidence.expect_words(citation.text, citation.turn, item_place)) continue;
    texts.push_back(citation.text);
    turns.push_back(static_cast<int>(citation.turn));
  }
  category.details.emplace_back(std::string(rule.key), std::move(texts));
  add_turns(category.turns, turns);
}

// The answer names the checks that are true; the others are false.
std::vector<std::pair<std::string, bool>> read_checks(const JsonReader& answer, std::string_view category) {
  std::set<std::string> met;
  for (const JsonReader& name : answer.as_array()) met.insert(name.as_string());
  std::vector<std::pair<std::string, bool>> checks;
  const json::value& rules = gold_schema().at("properties").at("categories").at("properties").at(category);
  for (const json::value& name : rules.at("properties").at("checks").at("items").at("enum").as_array()) {
    const std::string text(name.as_string());
    checks.emplace_back(text, met.contains(text));
  }
  return checks;
}

CategoryScore read_category(const JsonReader& answer, std::string_view key, Evidence& evidence) {
  CategoryScore category;
  category.applicable = answer.at("applicable").as_bool();
  category.note = answer.at("note").as_string();
  category.checks = read_checks(answer.at("checks"), key);
  if (const auto outcome = answer.string_if_any("outcome")) category.outcome = *outcome;
  const std::string place = fmt::format("categories.{}", key);
  category.turns = evidence.existing(answer.ints("turns"), place);
  for (const ListRule& rule : kListRules) read_list(answer, rule, place, category, evidence);
  if (!category.applicable) return category;
  const int level = static_cast<int>(answer.at("level").as_int());
  if (level < kShownLevelMin || evidence.expect_any_of(Speaker::Agent, category.turns, place)) {
    category.level = level;
  }
  return category;
}

std::vector<std::pair<std::string, CategoryScore>> read_categories(const JsonReader& answer,
                                                                   const CallMetrics& metrics,
                                                                   const Workspace& workspace,
                                                                   Evidence& evidence) {
  std::vector<std::pair<std::string, CategoryScore>> categories;
  for (const RubricCategory& rubric : workspace.rubric) {
    CategoryScore category;
    if (rubric.key == kListeningRatioKey) {
      category = listening_ratio(metrics, workspace.ideal_agent_talk_share);
    } else if (const auto found = answer.find(rubric.key)) {
      category = read_category(*found, rubric.key, evidence);
    }
    if (rubric.key == "toneProfessionalism") {
      category.details.emplace_back("fillerWords", std::vector{std::to_string(metrics.filler_words)});
    }
    categories.emplace_back(rubric.key, std::move(category));
  }
  return categories;
}

LeadFacts read_lead(const JsonReader& answer, Evidence& evidence) {
  LeadFacts facts;
  facts.timeline = parse<Timeline>(answer.at("timeline").as_string()).value_or(Timeline::None);
  facts.service_fit = parse<ServiceFit>(answer.at("serviceFit").as_string()).value_or(ServiceFit::Mismatch);
  facts.need_identified = answer.at("needIdentified").as_bool();
  const std::string authority = answer.at("hasAuthority").as_string();
  if (authority != "unknown") facts.has_authority = authority == "yes";
  facts.turns = evidence.existing(answer.ints("turns"), "lead.turns");
  std::vector<int> flag_turns;
  for (const Citation& flag : read_citations(answer.at("redFlags"))) {
    if (!evidence.expect(Speaker::Caller, flag.turn, "lead.redFlags")) continue;
    facts.red_flags.push_back(flag.text);
    flag_turns.push_back(static_cast<int>(flag.turn));
  }
  const bool claims_something =
      facts.need_identified || facts.has_authority || facts.timeline != Timeline::None;
  // A lead without proof is flagged but kept: calling back once too often costs less than losing a buyer.
  if (claims_something) evidence.expect_any_of(Speaker::Caller, facts.turns, "lead.turns");
  add_turns(facts.turns, flag_turns);
  return facts;
}

enum class Proof { AgentTurn, AnyTurn, Optional };

std::vector<Observation> read_observations(const JsonReader& answer, std::string_view key, Proof proof,
                                           Evidence& evidence) {
  std::vector<Observation> observations;
  const std::vector<JsonReader> items = answer.at(key).as_array();
  for (std::size_t index = 0; index < items.size(); ++index) {
    const JsonReader& item = items[index];
    const std::string place = fmt::format("{}[{}]", key, index);
    Observation observation{.text = item.at("text").as_string(),
                            .category = item.string_if_any("category").value_or(""),
                            .turns = evidence.existing(item.ints("turns"), place)};
    if (proof == Proof::AgentTurn && !evidence.expect_any_of(Speaker::Agent, observation.turns, place))
      continue;
    if (proof == Proof::AnyTurn && observation.turns.empty()) {
      evidence.add_problem(place, "cite at least one turn");
      continue;
    }
    observations.push_back(std::move(observation));
  }
  return observations;
}

}  // namespace

std::variant<GoldFindings, Rejection> read_gold_answer(const json::value& answer, const CallRecord& call,
                                                       const CallMetrics& metrics, const Workspace& workspace,
                                                       EvidencePolicy policy) {
  Evidence evidence(call);
  const JsonReader root(answer, "answer");
  GoldFindings findings;
  findings.score =
      total_score(read_categories(root.at("categories"), metrics, workspace, evidence), workspace);
  findings.lead = rate_lead(read_lead(root.at("lead"), evidence), call.start_time_ms);
  findings.strengths = read_observations(root, "strengths", Proof::AgentTurn, evidence);
  findings.weaknesses = read_observations(root, "weaknesses", Proof::AnyTurn, evidence);
  findings.coaching_insights = read_observations(root, "coachingInsights", Proof::AnyTurn, evidence);
  findings.internal_alerts = read_observations(root, "internalAlerts", Proof::Optional, evidence);
  findings.questions = read_custom_answers(root, workspace.questions, evidence);
  if (evidence.is_clean()) return findings;
  if (policy == EvidencePolicy::RejectUnproven) return Rejection{evidence.summary()};
  findings.issues.push_back(ValidationIssue::EvidenceRejected);
  return findings;
}

}  // namespace calltracker::gold
