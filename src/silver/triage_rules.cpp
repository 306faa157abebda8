// SPDX-License-Identifier: MIT
#include "silver/triage_rules.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "llm/recorded_announcement.hpp"

namespace calltracker::silver {
namespace {

// So few words in so short a call cannot hold a matter; more words in it mean that the duration is wrong.
constexpr std::size_t kTooShortWordsMax = 12;

// "Hello? Hello?"
constexpr std::size_t kNothingSaidWordsMax = 4;

constexpr double kCertain = 0.99;
constexpr double kNearlyCertain = 0.96;

// What callers say to a machine.
constexpr std::array<std::string_view, 22> kWordsToMachines = {
    "hello", "hi",    "hey",   "uh",   "um",    "okay",     "ok",
    "yes",   "no",    "one",   "two",  "three", "four",     "five",
    "six",   "seven", "eight", "nine", "zero",  "operator", "representative",
    "agent"};

// How a recording hangs up.
constexpr std::array<std::string_view, 6> kClosingWords = {"goodbye", "bye", "thank",
                                                           "you",     "for", "calling"};

template <std::size_t Size>
bool has_only(const std::array<std::string_view, Size>& known, std::string_view text) {
  const std::vector<std::string_view> words = split_words(text);
  return std::all_of(words.begin(), words.end(), [&known](std::string_view word) {
    return std::any_of(known.begin(), known.end(),
                       [word](std::string_view each) { return equals_ignoring_case(each, word); });
  });
}

// An unlabelled recording may be a robocall's; only one that names the company is the company's own.
bool is_company_side(const Turn& turn, const Workspace& workspace) {
  if (turn.speaker == Speaker::Agent) return true;
  return turn.speaker == Speaker::Other &&
         std::any_of(workspace.company_names.begin(), workspace.company_names.end(),
                     [&turn](const std::string& name) { return contains_ignoring_case(turn.text, name); });
}

struct Recordings {
  bool has_voicemail = false;
  bool has_hold = false;
  bool has_menu = false;
};

// nullopt as soon as somebody says anything that no machine says or is told.
std::optional<Recordings> only_recordings(const CallRecord& call, const Workspace& workspace) {
  Recordings recordings;
  for (const Turn& turn : call.turns) {
    if (trim(turn.text).empty()) continue;
    if (!is_company_side(turn, workspace)) {
      if (turn.speaker != Speaker::Caller || !has_only(kWordsToMachines, turn.text)) return std::nullopt;
      continue;
    }
    if (has_only(kClosingWords, turn.text)) continue;
    switch (llm::announcement_of(turn)) {
      case llm::Announcement::None:
        return std::nullopt;
      case llm::Announcement::Voicemail:
        recordings.has_voicemail = true;
        break;
      case llm::Announcement::Hold:
        recordings.has_hold = true;
        break;
      case llm::Announcement::Menu:
        recordings.has_menu = true;
        break;
    }
  }
  if (!recordings.has_voicemail && !recordings.has_hold && !recordings.has_menu) return std::nullopt;
  return recordings;
}

Triage decide(Classification classification, std::string subtype, double confidence, std::string reason) {
  return {.classification = classification,
          .subtype = std::move(subtype),
          .confidence = confidence,
          .reason = std::move(reason),
          .decided_by = DecidedBy::Rules};
}

std::size_t count_words(const CallRecord& call) {
  std::size_t words = 0;
  for (const Turn& turn : call.turns) words += split_words(turn.text).size();
  return words;
}

}  // namespace

std::optional<Triage> triage_by_rules(const CallRecord& call, const Workspace& workspace) {
  const std::size_t words = count_words(call);
  if (words == 0) {
    return decide(Classification::Incomplete, "no_answer", kCertain, "The transcript holds no words.");
  }
  if (const auto recordings = only_recordings(call, workspace)) {
    if (recordings->has_voicemail) {
      return decide(Classification::IvrOnly, "menu", kNearlyCertain,
                    "Only the mailbox greeting is heard; no message was left.");
    }
    if (recordings->has_hold) {
      return decide(Classification::IvrOnly, "hold_abandoned", kNearlyCertain,
                    "Only recordings are heard; the caller left while waiting.");
    }
    return decide(Classification::IvrOnly, "menu", kNearlyCertain, "Only the telephone menu is heard.");
  }
  if (words <= kNothingSaidWordsMax) {
    return decide(Classification::Incomplete, "dropped", kNearlyCertain, "Nothing but a few words was said.");
  }
  if (call.duration_seconds && *call.duration_seconds < workspace.short_call_seconds &&
      words <= kTooShortWordsMax) {
    return decide(Classification::Incomplete, "dropped", kNearlyCertain,
                  "The call ended within seconds, before any matter was named.");
  }
  return std::nullopt;
}

}  // namespace calltracker::silver
