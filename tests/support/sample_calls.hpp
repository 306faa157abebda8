// SPDX-License-Identifier: MIT
#pragma once

// Made-up calls with results, as a week at a trailer dealer would give them. SampleWeek is deterministic: the
// same index is the same call on every machine, so tests may count on it and benchmarks compare.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "call/call.hpp"
#include "call/job.hpp"
#include "call/workspace.hpp"

namespace calltracker::samples {

// Monday, 16 November 2026, 8:00 in New York.
inline constexpr UnixMillis kMondayMorningMs = 1794834000000;
inline constexpr UnixMillis kMinuteMs = 60'000;
inline constexpr UnixMillis kHourMs = 60 * kMinuteMs;

struct SampleRep {
  std::string_view name;
  std::string_view division;
  double skill;    // the middle of the rep's scores
  int popularity;  // how many of 100 calls reach the rep
};

inline constexpr std::array<SampleRep, 9> kSampleReps = {{
    {"Brian Kowalski", "NH Sales", 8.1, 18},
    {"Dana Whitfield", "NH Sales", 7.2, 16},
    {"Marcus Okafor", "NH Sales", 6.4, 15},
    {"Tessa Lindqvist", "NH Sales", 5.1, 12},
    {"Rob Delgado", "NH Service", 6.8, 12},
    {"Priya Raman", "RR Sales", 7.9, 12},
    {"Kyle Jensen", "RR Sales", 4.6, 9},
    {"Ana Beltrán", "RR Service", 7.0, 5},
    {"Owen Pratt", "NH Sales", 6.0, 1},
}};

inline Workspace sample_workspace() {
  Workspace workspace = built_in_workspace();
  workspace.reps.clear();
  for (const SampleRep& rep : kSampleReps) {
    workspace.reps.push_back({.name = std::string(rep.name), .division = std::string(rep.division)});
  }
  return workspace;
}

inline Job sample_job(std::string_view provider = "offline") {
  Job job{.id = JobId("01KA5SAMPLEJOB0000000000AA"),
          .file_name = "nwh-week-47.xlsx",
          .options = {.provider = std::string(provider),
                      .silver_model = "offline-rules-1",
                      .gold_model = "offline-rules-1",
                      .preset = "balanced"},
          .status = JobStatus::Complete,
          .phase = JobPhase::Insight,
          .created_at_ms = kMondayMorningMs + 105 * kHourMs,
          .updated_at_ms = kMondayMorningMs + 105 * kHourMs};
  if (provider != "offline") {
    job.options.silver_model = "claude-haiku-5-5";
    job.options.gold_model = "claude-sonnet-5-5";
  }
  return job;
}

// A stream of numbers that depends on nothing but its seed.
class SampleDice {
 public:
  explicit SampleDice(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15ULL + 0x1234567) {}
  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9ULL;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBULL;
    return mixed ^ (mixed >> 31);
  }
  int below(int bound) { return static_cast<int>(next() % static_cast<std::uint64_t>(bound)); }
  double between(double low, double high) { return low + (high - low) * (below(10'000) / 10'000.0); }
  template <class T, std::size_t N>
  const T& pick(const std::array<T, N>& items) {
    return items[static_cast<std::size_t>(below(static_cast<int>(N)))];
  }

 private:
  std::uint64_t state_;
};

struct SampleBuyer {
  std::string_view name;
  std::string_view company;
  std::string_view location;
  std::string_view role;
  std::string_view need;
  std::string_view product;
};

inline constexpr std::array<SampleBuyer, 10> kSampleBuyers = {{
    {"Dane Mercer", "Mercer Grain and Freight", "Ames, IA", "owner",
     "Three used 53-foot dry vans with a heavy floor for a drop-and-hook contract that starts on 1 December",
     "dry van"},
    {"Luz Herrera", "Herrera Fresh Logistics", "Laredo, TX", "fleet manager",
     "Two reefers on a four-year lease, must hold -10 °F and pass California rules", "reefer trailer"},
    {"Sam O'Neill", "O'Neill & Sons Steel", "Gary, IN", "operations manager",
     "A flatbed for coils; wants the all-in price delivered before the weekend", "flatbed"},
    {"Grace Kim", "Kim Brothers Hauling", "Reno, NV", "owner-operator",
     "A lowboy to move a 40-ton excavator, financing with a young credit file", "lowboy"},
    {"Terry Boone", "Boone Transport LLC", "Macon, GA", "owner",
     "Primary liability and cargo for a new authority with two trucks", "primary liability"},
    {"Faith Adeyemi", "Adeyemi Cold Chain", "Savannah, GA", "buyer",
     "Rental reefers for the holiday season, ten units from 27 November", "reefer trailer"},
    {"Walt Brandt", "Brandt Farms", "Salina, KS", "owner", "Comparing end dump prices for the spring",
     "dump trailer"},
    {"Nadia Petrova", "Volga Freight", "Spokane, WA", "dispatcher",
     "A step deck with ramps, needs a picture of the tires first", "step deck"},
    {"José Núñez", "Transportes Núñez", "Nogales, AZ", "owner", "A car hauler for eight cars, cash buyer",
     "car hauler"},
    {"Kim Tran", "Delta Gulf Carriers", "Mobile, AL", "safety director",
     "Renewal of twelve trucks, unhappy with the rise at the current insurer", "cargo insurance"},
}};

class SampleWeek {
 public:
  // `total` calls are spread over the five working days of one week.
  explicit SampleWeek(int total) : total_(std::max(total, 1)), workspace_(sample_workspace()) {}

  const Workspace& workspace() const { return workspace_; }
  int total() const { return total_; }

  Call call(int index) const {
    SampleDice dice(static_cast<std::uint64_t>(index) + 1);
    Call call{.id = CallId(fmt::format("01KA5CALL{:017}", index)),
              .job_id = JobId("01KA5SAMPLEJOB0000000000AA")};
    fill_record(call.record, dice, index);
    const int fate = dice.below(100);
    if (fate < 6) {
      call.status = CallStatus::Skipped;
      call.skip_reason = fate < 3   ? SkipReason::EmptyTranscript
                         : fate < 5 ? SkipReason::Abandoned
                                    : SkipReason::Duplicate;
      return call;
    }
    if (fate < 7) {
      call.status = CallStatus::Failed;
      call.failure =
          CallFailure{.code = "model-overloaded", .message = "the model was overloaded five times in a row"};
      return call;
    }
    call.status = CallStatus::Complete;
    call.cached = dice.below(20) == 0;
    if (fate < 32) {
      fill_other(call, dice, fate);
    } else {
      fill_sale(call, dice);
    }
    return call;
  }

 private:
  static constexpr std::array<std::string_view, 6> kSources = {
      "Google Ads", "Google Organic", "Bing Ads", "Facebook", "Direct", "Trucker Path"};

  void fill_record(CallRecord& record, SampleDice& dice, int index) const {
    const int minute = static_cast<int>(static_cast<std::int64_t>(index) * (5 * 540) / total_);
    record.row = index + 2;
    record.start_time_ms =
        kMondayMorningMs + (minute / 540) * 24 * kHourMs + (minute % 540) * kMinuteMs + dice.below(60) * 1000;
    record.duration_seconds = 40 + dice.below(600);
    record.caller_number = fmt::format("({}) 555-{:04}", 210 + dice.below(700), 100 + dice.below(100));
    if (dice.below(25) != 0)
      record.source = std::string(
          kSources[static_cast<std::size_t>(dice.below(100) < 45 ? dice.below(2) : dice.below(6))]);
    if (record.source == "Google Ads") record.campaign = "Used dry vans, Midwest";
    record.call_status = "Answered";
    record.tracking_number = "(800) 555-0142";
    record.recording_url = fmt::format("https://app.callrail.example/calls/CAL{:016}/recording", index);
  }

  static void fill_other(Call& call, SampleDice& dice, int fate) {
    const bool spam = fate < 18;
    const bool ivr = !spam && fate < 26;
    call.result.triage = Triage{
        .classification = spam        ? Classification::Spam
                          : ivr       ? Classification::IvrOnly
                          : fate < 30 ? Classification::Incomplete
                                      : Classification::WrongNumber,
        .subtype = spam  ? "vendor_solicitation"
                   : ivr ? "voicemail"
                         : "hang_up",
        .confidence = dice.between(0.8, 0.99),
        .reason = spam ? "The caller offers a listing service" : "Nobody from sales spoke with the caller",
        .decided_by = DecidedBy::Rules};
    call.record.turns = {
        {.number = 1, .speaker = Speaker::Agent, .text = "Thank you for calling Nationwide Haul."},
        {.number = 2, .speaker = Speaker::Caller, .text = "Hi, I can put your listing on page one."}};
  }

  static const SampleRep& rep_for(SampleDice& dice) {
    int ticket = dice.below(100);
    for (const SampleRep& rep : kSampleReps) {
      ticket -= rep.popularity;
      if (ticket < 0) return rep;
    }
    return kSampleReps.front();
  }

  void fill_sale(Call& call, SampleDice& dice) const {
    const SampleRep& rep = rep_for(dice);
    const SampleBuyer& buyer = dice.pick(kSampleBuyers);
    CallResult& result = call.result;
    fill_turns(call.record, rep, buyer);
    result.triage = Triage{.classification = Classification::ValidSales,
                           .subtype = "new_prospect",
                           .confidence = 0.94,
                           .reason = "Asks for a price and a delivery date",
                           .decided_by = DecidedBy::Model};
    result.rep = RepFacts{.name = std::string(rep.name.substr(0, rep.name.find(' '))),
                          .roster_name = std::string(rep.name),
                          .division = std::string(rep.division),
                          .introduced_properly = dice.below(4) != 0,
                          .intro_pattern = "company, name",
                          .turn = 1};
    result.caller = CallerFacts{.name = std::string(buyer.name),
                                .company = std::string(buyer.company),
                                .location = std::string(buyer.location),
                                .phone = call.record.caller_number,
                                .role = std::string(buyer.role),
                                .turns = {{"company", 2}, {"name", 2}}};
    result.context = CallContext{.type = CallType::Inbound,
                                 .need_summary = std::string(buyer.need),
                                 .product_interest = {std::string(buyer.product)},
                                 .urgency = dice.below(3) == 0 ? Urgency::Immediate : Urgency::NearTerm};
    result.validation = Validation{.confidence = dice.between(0.6, 1)};
    result.validation->needs_review = result.validation->confidence < 0.7;
    result.metrics = CallMetrics{.agent_talk_share = dice.between(0.3, 0.7),
                                 .agent_questions = 3 + dice.below(9),
                                 .caller_questions = dice.below(6),
                                 .longest_agent_run_words = 40 + dice.below(90),
                                 .longest_caller_run_words = 30 + dice.below(60),
                                 .turns = 9,
                                 .words = 180,
                                 .filler_words = dice.below(8),
                                 .words_per_minute = 148.0,
                                 .turns_per_minute = 9.5};
    fill_score(result, dice, rep.skill);
    fill_lead(call, dice);
    fill_observations(result, dice);
    result.models = {.silver = "claude-haiku-5-5", .gold = "claude-sonnet-5-5"};
    result.tokens = {.input = 2400, .output = 900, .cache_read = 3100};
    result.cost_usd = call.cached ? 0 : 0.0143;
  }

  static void fill_turns(CallRecord& record, const SampleRep& rep, const SampleBuyer& buyer) {
    const auto add = [&record](Speaker speaker, std::string text) {
      record.turns.push_back(
          {.number = static_cast<int>(record.turns.size()) + 1, .speaker = speaker, .text = std::move(text)});
    };
    add(Speaker::Agent,
        fmt::format("Good morning, Nationwide Haul, this is {}. How can I help you?", rep.name));
    add(Speaker::Caller,
        fmt::format("Morning, {} with {} out of {}.", buyer.name, buyer.company, buyer.location));
    add(Speaker::Caller, fmt::format("{}.", buyer.need));
    add(Speaker::Agent,
        "Before I start rattling off specs, tell me a little about what you run so I point you at the right "
        "ones.");
    add(Speaker::Caller, "We run regional, mostly pallets, about forty-four thousand pounds every load.");
    add(Speaker::Agent, "Are you the one who makes the decision on these, or is there a partner involved?");
    add(Speaker::Caller, "It's me. But I had a guy in Omaha at twenty-one, so your price has to make sense.");
    add(Speaker::Agent,
        "I email you the three best units with photos within the hour and call you at two o'clock central. "
        "Does that work?");
    add(Speaker::Caller, "That works. Talk at two.");
  }

  void fill_score(CallResult& result, SampleDice& dice, double skill) const {
    RepScore score{.coverage = 0.9};
    double weighted = 0;
    double weight = 0;
    int position = 0;
    for (const RubricCategory& category : workspace_.rubric) {
      ++position;
      const bool applicable = category.key != "objectionHandling" || dice.below(2) == 0;
      const double wanted = skill + (position % 3 - 1) * 1.2 + dice.between(-2.2, 2.2);
      const int level = std::clamp(static_cast<int>(std::lround((wanted - 1) * 5 / 9)), 0, 5);
      CategoryScore entry{.applicable = applicable, .turns = {1 + dice.below(9)}, .note = "See the turns."};
      if (applicable) {
        entry.level = level;
        entry.score = 1 + 9.0 * level / 5;
        weighted += category.weight * *entry.score;
        weight += category.weight;
      }
      entry.checks = {{"asked", level >= 2}, {"confirmed", level >= 4}};
      if (category.key == "callClosing") entry.outcome = level >= 3 ? "appointment" : "none";
      score.categories.emplace_back(category.key, std::move(entry));
    }
    // One call in fifty leaves too little to judge.
    if (dice.below(50) != 0) score.overall = weighted / weight;
    result.score = std::move(score);
  }

  static void fill_lead(Call& call, SampleDice& dice) {
    LeadQuality lead{.score = std::round(dice.between(2, 9.9) * 10) / 10, .need_identified = true};
    lead.has_authority = dice.below(3) != 0;
    if (dice.below(6) == 0) lead.red_flags.emplace_back("Asks for a price before saying what for");
    lead.timeline = lead.score >= 9   ? Timeline::Immediate
                    : lead.score >= 7 ? Timeline::NearTerm
                                      : Timeline::Vague;
    lead.service_fit = lead.score >= 8   ? ServiceFit::Perfect
                       : lead.score >= 5 ? ServiceFit::Good
                                         : ServiceFit::Poor;
    lead.recommended_action = lead.score >= 9   ? RecommendedAction::Priority1Hr
                              : lead.score >= 7 ? RecommendedAction::Follow24Hr
                              : lead.score >= 5 ? RecommendedAction::Nurture48To72Hr
                              : lead.score >= 3 ? RecommendedAction::EmailOnly
                                                : RecommendedAction::NoFollowUp;
    const std::int64_t hours = lead.score >= 9 ? 1 : lead.score >= 7 ? 24 : 72;
    if (lead.score >= 5) lead.follow_up_by_ms = *call.record.start_time_ms + hours * kHourMs;
    lead.turns = {3, 7};
    call.result.lead = lead;
  }

  static void fill_observations(CallResult& result, SampleDice& dice) {
    static const std::array<Observation, 3> strengths = {{
        {"Asks about the freight before naming a price", "informationGathering", {4}},
        {"Agrees on a time for the next call and repeats it", "nextSteps", {8, 9}},
        {"Greets with the company's name and his own", "toneProfessionalism", {1}},
    }};
    static const std::array<Observation, 3> weaknesses = {{
        {"Leaves a competitor's price unanswered", "objectionHandling", {7, 8}},
        {"Never asks for the budget or how the buyer pays", "informationGathering", {6}},
        {"Talks over the caller's story", "listeningRatio", {4}},
    }};
    static const std::array<Observation, 3> advice = {{
        {"When a price from elsewhere comes up, ask what it includes, then compare tires, inspection and "
         "delivery",
         "objectionHandling",
         {7}},
        {"Ask \"cash, bank or our financing?\" before quoting: it settles the budget in one question",
         "informationGathering",
         {6}},
        {"Count to two after the caller stops; the best facts came late", "listeningRatio", {5}},
    }};
    result.strengths = {dice.pick(strengths)};
    const auto which = static_cast<std::size_t>(dice.below(3));
    result.weaknesses = {weaknesses[which]};
    result.coaching_insights = {advice[which]};
    if (dice.below(30) == 0) {
      result.internal_alerts = {
          {.text = "Promises a discount without asking a manager", .category = "", .turns = {8}}};
    }
  }

  int total_;
  Workspace workspace_;
};

}  // namespace calltracker::samples
