// SPDX-License-Identifier: MIT
#include "llm/providers/offline/lead_facts.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "call/lead_points.hpp"
#include "llm/providers/offline/point_table.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr std::array<std::string_view, 3> kAuthorities = {"yes", "unknown", "no"};

// One answer, by its place in its table, to each of the five questions.
struct Choice {
  std::size_t timeline = 0;
  std::size_t authority = 0;
  std::size_t need = 0;
  std::size_t fit = 0;
  std::size_t flags = 0;
};

LeadLevels levels_of(const Choice& choice) {
  std::optional<bool> has_authority;
  if (kAuthorities.at(choice.authority) != "unknown")
    has_authority = kAuthorities.at(choice.authority) == "yes";
  const auto fit = static_cast<ServiceFit>(choice.fit);
  // However soon a horse trailer is needed, nothing of ours is.
  const bool is_ours = fit != ServiceFit::Mismatch;
  return {.timeline = is_ours ? static_cast<Timeline>(choice.timeline) : Timeline::None,
          .has_authority = has_authority,
          .need_identified = is_ours && choice.need == 0,
          .service_fit = fit,
          .red_flags = choice.flags};
}

using Shares = std::array<std::vector<double>, 5>;  // of timeline, authority, need, fit and flags

Shares shares_of(const Statements& statements) {
  return {timeline_points().shares(statements), authority_points().shares(statements),
          need_points().shares(statements), fit_points().shares(statements),
          flag_points().shares(statements)};
}

// Calls `use` with every combination and how likely it is if the five answers do not depend on each other.
template <class Use>
void for_each_choice(const Shares& shares, const Use& use) {
  const auto& [timelines, authorities, needs, fits, flags] = shares;
  for (Choice choice; choice.timeline < timelines.size(); ++choice.timeline) {
    for (choice.authority = 0; choice.authority < authorities.size(); ++choice.authority) {
      for (choice.need = 0; choice.need < needs.size(); ++choice.need) {
        for (choice.fit = 0; choice.fit < fits.size(); ++choice.fit) {
          for (choice.flags = 0; choice.flags < flags.size(); ++choice.flags) {
            use(choice, timelines[choice.timeline] * authorities[choice.authority] * needs[choice.need] *
                            fits[choice.fit] * flags[choice.flags]);
          }
        }
      }
    }
  }
}

// Five answers, each the likeliest by itself, may together be worth far more or less than is to be expected:
// of five doubts at evens none would count. So being a point away from the expected worth costs as much as
// being twenty times less likely; but no answer is given that is not at least a third as likely as the
// likeliest.
Choice choose(const Shares& shares) {
  constexpr double kCostOfPoint = 3;  // in factors of e
  constexpr double kLessLikely = 3;
  double expected = 0;
  for_each_choice(
      shares, [&](const Choice& choice, double share) { expected += share * lead_worth(levels_of(choice)); });
  Shares fair = shares;
  for (std::vector<double>& answers : fair) {
    const double likeliest = *std::max_element(answers.begin(), answers.end());
    for (double& share : answers) share = share * kLessLikely < likeliest ? 0 : share;
  }
  Choice best;
  double best_support = 0;
  for_each_choice(fair, [&](const Choice& choice, double share) {
    const double away = std::abs(lead_worth(levels_of(choice)) - expected);
    const double support = share * std::exp(-kCostOfPoint * away);
    if (support <= best_support) return;
    best_support = support;
    best = choice;
  });
  return best;
}

// Where a caller says it, and how likely that is.
struct Said {
  std::uint32_t turn = 0;
  double share = 0;
};

// A rep may speak of a caller's money too, but it is no flag until the caller does.
Said clearest_of_caller(const Conversation& conversation, const Statements& statements, Statement statement) {
  Said clearest;
  for (std::uint32_t turn = 0; turn < conversation.turns().size(); ++turn) {
    const double share = statements.share(statement, turn);
    if (conversation.turn(turn).side != Side::Rep && share > clearest.share) clearest = {turn, share};
  }
  return clearest;
}

// At most as many as were found, the clearest first.
std::vector<TurnNote> name_flags(const Conversation& conversation, const Statements& statements,
                                 std::size_t count) {
  struct Flag {
    Statement statement;
    std::string_view text;
  };
  static constexpr std::array kFlags = {
      Flag{Statement::LacksMoney, "lacks money or credit"},
      Flag{Statement::LacksMeans, "lacks what is needed to buy or operate"},
      Flag{Statement::OnlyTests, "does not mean to buy"},
      Flag{Statement::IsHostile, "is hostile"},
      Flag{Statement::KeepsToHimself, "will not give information"},
      Flag{Statement::ShopsAround, "compares prices only"},
      Flag{Statement::NoPurchaseMeant, "only wants to know"},
      Flag{Statement::NeedsNothing, "needs nothing"},
      Flag{Statement::BreaksOff, "loses interest"},
      Flag{Statement::MustAsk, "somebody else decides"},
  };
  if (count == 0) return {};
  std::vector<std::pair<Said, std::string_view>> heard;
  for (const Flag& flag : kFlags) {
    const Said said = clearest_of_caller(conversation, statements, flag.statement);
    if (said.share > 0) heard.emplace_back(said, flag.text);
  }
  std::stable_sort(heard.begin(), heard.end(),
                   [](const auto& a, const auto& b) { return a.first.share > b.first.share; });
  heard.resize(std::min(count, heard.size()));
  std::vector<TurnNote> notes;
  for (const auto& [said, text] : heard) notes.push_back({std::string(text), said.turn});
  return notes;
}

// With at least one turn of the caller, whose lead it is.
std::vector<std::uint32_t> turns_that_show(const Conversation& conversation, const Statements& statements,
                                           const Choice& choice) {
  std::vector<std::uint32_t> turns;
  const auto add = [&](const PointTable& table, std::size_t answer) {
    const auto chief = table.chief_statement(statements, answer);
    if (chief) turns.push_back(statements.clearest_turn(*chief));
  };
  add(timeline_points(), choice.timeline);
  add(authority_points(), choice.authority);
  add(need_points(), choice.need);
  add(fit_points(), choice.fit);
  add(flag_points(), choice.flags);
  const bool by_caller = std::any_of(turns.begin(), turns.end(), [&](std::uint32_t turn) {
    return conversation.turn(turn).side != Side::Rep;
  });
  if (!by_caller) {
    const Said need = clearest_of_caller(conversation, statements, Statement::NamesNeed);
    if (need.share > 0) turns.push_back(need.turn);
  }
  std::sort(turns.begin(), turns.end());
  turns.erase(std::unique(turns.begin(), turns.end()), turns.end());
  return turns;
}

// A repair, a part, a bill, a claim or a certificate is work for a customer, and nothing new that he wants.
bool wants_nothing_new(const Conversation& conversation, const TriageDecision& decision) {
  static constexpr std::array<std::string_view, 5> kErrands = {"service", "parts", "billing", "claim",
                                                               "certificate"};
  return std::find(kErrands.begin(), kErrands.end(), decision.subtype) != kErrands.end() &&
         !conversation.heard(Cue::ReadyToBuy, Side::Caller);
}

Urgency likeliest_urgency(const Statements& statements) {
  const std::vector<double> shares = urgency_points().shares(statements);
  const auto likeliest = std::max_element(shares.begin(), shares.end()) - shares.begin();
  return parse<Urgency>(urgency_points().answers()[static_cast<std::size_t>(likeliest)]).value();
}

}  // namespace

LeadFacts find_lead_facts(const Conversation& conversation, const Statements& statements,
                          const TriageDecision& decision) {
  LeadFacts facts;
  facts.urgency = likeliest_urgency(statements);
  if (decision.classification != Classification::ValidSales) return facts;
  const Choice choice = choose(shares_of(statements));
  const LeadLevels levels = levels_of(choice);
  facts.has_authority = kAuthorities.at(choice.authority);
  facts.service_fit = levels.service_fit;
  facts.red_flags = name_flags(conversation, statements, levels.red_flags);
  facts.turns = turns_that_show(conversation, statements, choice);
  if (wants_nothing_new(conversation, decision)) return facts;
  facts.timeline = levels.timeline;
  facts.need_identified = levels.need_identified;
  return facts;
}

}  // namespace calltracker::llm::offline
