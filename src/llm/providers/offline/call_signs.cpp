// SPDX-License-Identifier: MIT
#include "llm/providers/offline/call_signs.hpp"

#include <algorithm>
#include <cmath>

#include "llm/providers/offline/call_type.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr std::uint8_t kTimesMax = 5;
constexpr std::uint32_t kOpeningWords = 50;
constexpr int kHardlyAnyWords = 15;
constexpr int kMachineTurnsMax = 3;

double grown(double amount) {
  return std::log2(1.0 + amount);
}

template <std::size_t Size>
bool is_one_of(const std::string_view (&words)[Size], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

bool is_live(const TurnView& view) {
  return view.kind == TurnKind::Live && view.words() > 0;
}

}  // namespace

std::optional<Voice> parse_voice(std::string_view name) {
  static constexpr std::string_view kNames[] = {"rep", "caller", "machine", "opening", "greeting"};
  const auto* found = std::find(std::begin(kNames), std::end(kNames), name);
  if (found == std::end(kNames)) return std::nullopt;
  return static_cast<Voice>(found - std::begin(kNames));
}

std::optional<Measure> parse_measure(std::string_view name) {
  static constexpr std::string_view kNames[] = {
#define CALLTRACKER_ENTRY(measure) #measure,
      CALLTRACKER_OFFLINE_MEASURES(CALLTRACKER_ENTRY)
#undef CALLTRACKER_ENTRY
  };
  const auto* found = std::find(std::begin(kNames), std::end(kNames), name);
  if (found == std::end(kNames)) return std::nullopt;
  return static_cast<Measure>(found - std::begin(kNames));
}

CallSigns::CallSigns(const Conversation& conversation, const TriageEvidence& evidence) {
  count_cues(conversation);
  measure_turns(conversation);
  measure_words(conversation);
  measure_greeting(conversation);
  take(evidence);
}

double strength_of_times(int times) {
  static constexpr int kKnown = 64;
  static const std::array<double, kKnown> kStrengths = [] {
    std::array<double, kKnown> strengths{};
    for (int count = 0; count < kKnown; ++count) strengths[static_cast<std::size_t>(count)] = grown(count);
    return strengths;
  }();
  return kStrengths[static_cast<std::size_t>(std::clamp(times, 0, kKnown - 1))];
}

double CallSigns::strength(Voice voice, Cue cue) const {
  return strength_of_times(count(voice, cue));
}

void CallSigns::count_cues(const Conversation& conversation) {
  const auto turns = static_cast<std::uint32_t>(conversation.turns().size());
  std::vector<bool> opening(turns, false);
  std::uint32_t greeting = turns;
  std::uint32_t opened_words = 0;
  for (std::uint32_t turn = 0; turn < turns; ++turn) {
    const TurnView& view = conversation.turn(turn);
    if (!is_live(view)) continue;
    if (view.side == Side::Rep && greeting == turns) greeting = turn;
    if (view.side != Side::Rep && opened_words < kOpeningWords) {
      opening[turn] = true;
      opened_words += view.words();
    }
  }
  const auto add = [this](Voice voice, Cue cue) {
    std::uint8_t& count = counts_[static_cast<std::size_t>(voice)][static_cast<std::size_t>(cue)];
    count = std::min<std::uint8_t>(count + 1, kTimesMax);
  };
  for (std::size_t index = 0; index < static_cast<std::size_t>(Cue::Count); ++index) {
    const auto cue = static_cast<Cue>(index);
    for (const CueHit& hit : conversation.hits(cue)) {
      if (hit.negated) continue;
      const TurnView& view = conversation.turn(hit.turn);
      if (view.kind != TurnKind::Live) {
        add(Voice::Machine, cue);
        continue;
      }
      if (view.side != Side::Caller) add(Voice::Rep, cue);
      if (view.side != Side::Rep) add(Voice::Caller, cue);
      if (opening[hit.turn]) add(Voice::Opening, cue);
      if (hit.turn == greeting) add(Voice::Greeting, cue);
    }
  }
}

void CallSigns::measure_turns(const Conversation& conversation) {
  int live = 0;
  int rep_questions = 0;
  int caller_questions = 0;
  std::uint32_t longest = 0;
  const TurnView* first_by_caller = nullptr;
  const TurnView* first = nullptr;
  const TurnView* last = nullptr;
  for (const TurnView& view : conversation.turns()) {
    if (view.words() > 0) last = &view;
    if (!is_live(view)) continue;
    ++live;
    if (first == nullptr) first = &view;
    if (view.side == Side::Rep) rep_questions += static_cast<int>(view.questions);
    if (view.side != Side::Caller) continue;
    caller_questions += static_cast<int>(view.questions);
    longest = std::max(longest, view.words());
    if (first_by_caller == nullptr) first_by_caller = &view;
  }
  at(Measure::Always) = 1;
  at(Measure::Turns) = grown(live);
  at(Measure::RepQuestions) = grown(rep_questions);
  at(Measure::CallerQuestions) = grown(caller_questions);
  at(Measure::LongestSpeechWords) = grown(longest);
  at(Measure::FirstAnswerWords) = first_by_caller == nullptr ? 0 : grown(first_by_caller->words());
  at(Measure::CallerSpeaksFirst) = first != nullptr && first->side == Side::Caller ? 1 : 0;
  at(Measure::CallerHasLastWord) = last != nullptr && last->side == Side::Caller ? 1 : 0;
}

void CallSigns::measure_words(const Conversation& conversation) {
  static constexpr std::string_view kYou[] = {"you", "your", "you're", "yours"};
  static constexpr std::string_view kMe[] = {"i", "my", "i'm", "i've", "me", "we", "our", "us", "i'd"};
  static constexpr std::string_view kNoise[] = {"inaudible", "static", "unintelligible"};
  double you = 0;
  double me = 0;
  double noise = 0;
  double trailing = 0;
  double words = 0;
  for (const TurnView& view : conversation.turns()) {
    if (!is_live(view) || view.side != Side::Caller) continue;
    words += view.words();
    for (std::uint32_t token = view.first; token < view.last; ++token) {
      const std::string_view word = conversation.tokens()[token].folded;
      you += is_one_of(kYou, word) ? 1 : 0;
      me += is_one_of(kMe, word) ? 1 : 0;
      noise += is_one_of(kNoise, word) ? 1 : 0;
    }
    for (std::size_t dots = view.text.find("..."); dots != std::string_view::npos;
         dots = view.text.find("...", dots + 3))
      ++trailing;
    for (std::size_t dots = view.text.find("…"); dots != std::string_view::npos;
         dots = view.text.find("…", dots + 3))
      ++trailing;
  }
  const double rep_words = conversation.live_words(Side::Rep);
  at(Measure::RepWords) = grown(rep_words);
  at(Measure::ShareOfYou) = you / (you + me + 3);
  at(Measure::SpeaksOfYou) = grown(you);
  at(Measure::Inaudible) = std::min(1.0, 8 * noise / (words + 8));
  at(Measure::TrailsOff) = std::min(1.0, 6 * trailing / (words + 6));
  at(Measure::CallerShare) = words / (words + rep_words + 5);
}

void CallSigns::measure_greeting(const Conversation& conversation) {
  at(Measure::CompanyCalled) = company_called(conversation) ? 1 : 0;
  static constexpr std::string_view kService[] = {"service", "shop"};
  static constexpr std::string_view kInsurance[] = {"road", "insurance"};
  static constexpr std::string_view kAccounting[] = {"accounting", "billing"};
  for (const TurnView& view : conversation.turns()) {
    if (!is_live(view) || view.side != Side::Rep) continue;
    for (std::uint32_t token = view.first; token < view.last; ++token) {
      const std::string_view word = conversation.tokens()[token].folded;
      if (is_one_of(kService, word)) at(Measure::GreetsAsService) = 1;
      if (is_one_of(kInsurance, word)) at(Measure::GreetsAsInsurance) = 1;
      if (is_one_of(kAccounting, word)) at(Measure::GreetsAsAccounting) = 1;
      if (word == "parts") at(Measure::GreetsAsParts) = 1;
    }
    return;
  }
}

void CallSigns::take(const TriageEvidence& evidence) {
  at(Measure::NoRep) = evidence.rep_turns == 0 ? 1 : 0;
  at(Measure::NoCaller) = evidence.caller_turns == 0 ? 1 : 0;
  at(Measure::CallerWords) = grown(evidence.caller_words);
  at(Measure::HardlyACaller) = evidence.caller_words < kHardlyAnyWords ? 1 : 0;
  at(Measure::MachineTurns) = std::min(evidence.machine_turns, kMachineTurnsMax);
  at(Measure::Voicemail) = evidence.voicemail ? 1 : 0;
  at(Measure::Live) = evidence.live ? 1 : 0;
  at(Measure::CustomersMailbox) = evidence.customers_mailbox ? 1 : 0;
  at(Measure::Hold) = evidence.hold ? 1 : 0;
  at(Measure::LeftMessage) = evidence.left_message ? 1 : 0;
  at(Measure::RepSaysI) = evidence.rep_says_i ? 1 : 0;
  at(Measure::RepIsPerson) = evidence.rep_is_person ? 1 : 0;
  at(Measure::Lost) = evidence.lost ? 1 : 0;
  at(Measure::Declined) = evidence.declined ? 1 : 0;
  at(Measure::Denied) = evidence.denied ? 1 : 0;
  at(Measure::WantsTrailer) = evidence.wants_trailer ? 1 : 0;
  at(Measure::Pitch) = grown(evidence.pitch);
  at(Measure::Robocall) = grown(evidence.robocall);
  at(Measure::Scam) = grown(evidence.scam);
  at(Measure::Spam) = grown(evidence.spam);
  at(Measure::Demand) = grown(evidence.demand);
  at(Measure::Job) = grown(evidence.job);
  at(Measure::Personal) = grown(evidence.personal);
  at(Measure::OtherBusiness) = grown(evidence.other_business);
  at(Measure::Wrong) = grown(evidence.wrong);
  at(Measure::TradeWords) = grown(evidence.trade);
  at(Measure::Engaged) = grown(evidence.engaged);
  at(Measure::Business) = grown(evidence.business);
}

}  // namespace calltracker::llm::offline
