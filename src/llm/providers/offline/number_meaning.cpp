// SPDX-License-Identifier: MIT
#include "llm/providers/offline/number_meaning.hpp"

#include <utility>

#include "llm/providers/offline/whole_numbers.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr std::uint32_t kPhoneLeadReach = 10;
constexpr std::uint32_t kOtherLeadReach = 4;
constexpr std::uint32_t kOtherNounReach = 2;  // "VIN is 1FU…", against "a truck, call me at 404…"
constexpr std::uint32_t kQuestionReach = 60;

}  // namespace

// What the words before a number say it is: the nearest lead decides, else the question it answers.
Meaning NumberMeaning::of(const DigitRun& run, const TurnView& turn) const {
  Meaning meaning = Meaning::Unclear;
  std::uint32_t nearest = 0;
  const auto consider = [&](Cue cue, std::uint32_t reach, Meaning says) {
    for (const CueHit& hit : conversation_.hits_before(cue, run.first)) {
      if (hit.turn != run.turn || hit.last + reach < run.first || hit.last < nearest) continue;
      const bool noun = cue == Cue::OtherNumberLead && hit.last - hit.first == 1;
      // "Extension 4 at 813-555-0193": what is written like a number is one, but for a fax.
      if (noun && is_written(conversation_, run) && conversation_.tokens()[hit.first].folded != "fax")
        continue;
      if (noun && (hit.last + kOtherNounReach < run.first || sentence_ends(hit.last, run.first))) continue;
      // "I've got your number as" is the caller's in the mouth of the rep, the dealer's in that of a caller.
      if (cue == Cue::OtherNumberLead && turn.side == Side::Rep &&
          conversation_.tokens()[hit.first].folded == "got")
        continue;
      if (cue == Cue::PhoneLead && turn.side == Side::Rep && speaks_of_self(hit)) says = Meaning::Company;
      meaning = says;
      nearest = hit.last;
    }
  };
  consider(Cue::OtherNumberLead, kOtherLeadReach, Meaning::Other);
  if (turn.side == Side::Rep) consider(Cue::OwnNumber, kPhoneLeadReach, Meaning::Company);
  const std::uint32_t other = meaning == Meaning::Other ? nearest : 0;
  consider(Cue::PhoneLead, kPhoneLeadReach, Meaning::Callback);
  // "The claim number is": only the first of the two says whose number it is.
  if (meaning == Meaning::Callback && other > 0 && overlaps_other_lead(run, nearest)) return Meaning::Other;
  if (meaning != Meaning::Unclear || run.first > turn.first + kPhoneLeadReach) return meaning;
  return of_question(run);
}

// "I'll open a claim. Is 229-555-0126 a good number?"
bool NumberMeaning::sentence_ends(std::uint32_t from, std::uint32_t to) const {
  for (std::uint32_t token = from; token <= to; ++token) {
    if (conversation_.tokens()[token].opens_sentence) return true;
  }
  return false;
}

bool NumberMeaning::overlaps_other_lead(const DigitRun& run, std::uint32_t phone_lead_last) const {
  for (const CueHit& phone : conversation_.hits_before(Cue::PhoneLead, run.first)) {
    if (phone.last != phone_lead_last) continue;
    for (const CueHit& other : conversation_.hits_before(Cue::OtherNumberLead, run.first)) {
      if (other.turn == run.turn && other.first <= phone.first && other.last > phone.first) return true;
    }
  }
  return false;
}

Meaning NumberMeaning::of_question(const DigitRun& run) const {
  if (run.turn == 0) return Meaning::Unclear;
  const TurnView& question = conversation_.turn(run.turn - 1);
  if (question.side == conversation_.turn(run.turn).side) return Meaning::Unclear;
  const std::uint32_t turn_first = conversation_.turn(run.turn).first;
  std::uint32_t latest = 0;
  Meaning meaning = Meaning::Unclear;
  for (const auto& [cue, says] :
       {std::pair{Cue::AskPhone, Meaning::Callback}, {Cue::OtherNumberLead, Meaning::Other}}) {
    for (const CueHit& hit : conversation_.hits_before(cue, turn_first, kQuestionReach)) {
      const bool noun = cue == Cue::OtherNumberLead && hit.last - hit.first == 1;
      if (noun || hit.turn != run.turn - 1 || hit.last < latest) continue;
      latest = hit.last;
      meaning = says;
    }
  }
  if (question.side == Side::Caller && meaning == Meaning::Callback && !speaks_of_own_number(question))
    return Meaning::Company;
  return meaning;
}

// "You've got my number, right?"
bool NumberMeaning::speaks_of_own_number(const TurnView& question) const {
  for (std::uint32_t token = question.first; token + 1 < question.last; ++token) {
    const std::string_view noun = conversation_.tokens()[token + 1].folded;
    if (conversation_.tokens()[token].folded == "my" &&
        (noun == "number" || noun == "cell" || noun == "phone" || noun == "callback"))
      return true;
  }
  return false;
}

bool NumberMeaning::speaks_of_self(const CueHit& hit) const {
  for (std::uint32_t token = hit.first - std::min(hit.first, 1U); token < hit.last; ++token) {
    const std::string_view word = conversation_.tokens()[token].folded;
    if (word == "me" || word == "us" || word == "my" || word == "our") return true;
  }
  return false;
}

bool is_written(const Conversation& conversation, const DigitRun& run) {
  return run.digits.size() == kPhoneDigits && run.last - run.first > 1 &&
         conversation.tokens()[run.first + 1].before == '-';
}

}  // namespace calltracker::llm::offline
