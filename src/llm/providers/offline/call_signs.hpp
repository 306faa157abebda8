// SPDX-License-Identifier: MIT
#pragma once

// How strongly each sign of what kind of call it is was found: cues by who said them and when, and measures
// of the whole call. Nothing is decided here; the point tables say what a sign is worth.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "llm/providers/offline/conversation.hpp"
#include "llm/providers/offline/triage_evidence.hpp"

namespace calltracker::llm::offline {

// Whose words count. The opening is what the caller says first, where the matter is named; the greeting is
// what the company's side says first.
enum class Voice : std::uint8_t { Rep, Caller, Machine, Opening, Greeting, Count };

std::optional<Voice> parse_voice(std::string_view name);

// clang-format off: the list is a table, and the formatter never settles on it
#define CALLTRACKER_OFFLINE_MEASURES(X)                                                                     \
  /* who was there, and how much was said */                                                                \
  X(Always) X(Turns) X(RepWords) X(CallerWords) X(RepQuestions) X(CallerQuestions) X(NoRep) X(NoCaller)     \
  X(MachineTurns) X(Voicemail) X(HardlyACaller) X(CallerShare) X(CallerHasLastWord) X(CallerSpeaksFirst)    \
  X(FirstAnswerWords) X(LongestSpeechWords) X(Live) X(CustomersMailbox) X(Hold) X(LeftMessage) X(RepSaysI)  \
  X(RepIsPerson) X(Lost) X(Inaudible) X(TrailsOff) /* what it was about */                                  \
  X(Declined) X(Denied) X(WantsTrailer) X(Pitch) X(Robocall) X(Scam) X(Spam) X(Demand) X(Job) X(Personal)   \
  X(OtherBusiness) X(Wrong) X(TradeWords) X(Engaged) X(Business) X(SpeaksOfYou) X(ShareOfYou)               \
  X(GreetsAsService) X(GreetsAsParts) X(GreetsAsInsurance) X(GreetsAsAccounting) X(CompanyCalled)
// clang-format on

enum class Measure : std::uint8_t {
#define CALLTRACKER_ENTRY(name) name,
  CALLTRACKER_OFFLINE_MEASURES(CALLTRACKER_ENTRY)
#undef CALLTRACKER_ENTRY
      Count
};

std::optional<Measure> parse_measure(std::string_view name);

// What something heard so often is worth against once.
double strength_of_times(int times);

class CallSigns {
 public:
  CallSigns(const Conversation& conversation, const TriageEvidence& evidence);

  // 0 for a cue never heard, 1 for one heard once; each time more counts less than the one before.
  double strength(Voice voice, Cue cue) const;
  int count(Voice voice, Cue cue) const {
    return counts_[static_cast<std::size_t>(voice)][static_cast<std::size_t>(cue)];
  }
  double strength(Measure measure) const { return measures_[static_cast<std::size_t>(measure)]; }

 private:
  void count_cues(const Conversation& conversation);
  void measure_turns(const Conversation& conversation);
  void measure_words(const Conversation& conversation);
  void measure_greeting(const Conversation& conversation);
  void take(const TriageEvidence& evidence);
  double& at(Measure measure) { return measures_[static_cast<std::size_t>(measure)]; }

  using Counts = std::array<std::uint8_t, static_cast<std::size_t>(Cue::Count)>;
  std::array<Counts, static_cast<std::size_t>(Voice::Count)> counts_{};
  std::array<double, static_cast<std::size_t>(Measure::Count)> measures_{};
};

}  // namespace calltracker::llm::offline
