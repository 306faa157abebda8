// SPDX-License-Identifier: MIT
#include "llm/providers/offline/triage_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "llm/providers/offline/triage_evidence.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr int kSpamThreshold = 4;
constexpr int kWrongThreshold = 4;
constexpr int kMessageWordsMin = 4;
constexpr int kPitchWordsMin = 15;
constexpr int kAnnouncementWordsMin = 12;
constexpr int kWordsToMachinesMax = 8;  // "sales", "representative", "two"
constexpr int kNoMatterWordsMax = 30;   // somebody with a matter has named it by then

std::string turn_reference(const Conversation& conversation, const CueHit* hit) {
  return hit == nullptr ? std::string() : fmt::format(" (turn {})", conversation.turn(hit->turn).number);
}

TriageDecision decide(Classification classification, std::string subtype, double confidence,
                      std::string reason) {
  return {classification, std::move(subtype), confidence, std::move(reason)};
}

TriageDecision decide_spam(const Conversation& conversation, const TriageEvidence& evidence) {
  if (evidence.scam > 0 && evidence.scam >= evidence.pitch) {
    return decide(Classification::Spam, "scam", 0.9,
                  fmt::format("The caller demands or warns in the way of a known fraud{}.",
                              turn_reference(conversation, evidence.spam_hit)));
  }
  if (evidence.robocall > 0 && !evidence.live) {
    return decide(Classification::Spam, "robocall", 0.93,
                  fmt::format("A recorded message sells something and nobody answers it{}.",
                              turn_reference(conversation, evidence.spam_hit)));
  }
  return decide(Classification::Spam, "vendor_solicitation", evidence.declined ? 0.95 : 0.87,
                fmt::format("The caller offers a service to the company instead of asking for one{}.",
                            turn_reference(conversation, evidence.spam_hit)));
}

TriageDecision decide_not_live(const Conversation& conversation, const TriageEvidence& evidence) {
  const bool person = evidence.caller_words > kWordsToMachinesMax;
  if (evidence.customers_mailbox && evidence.rep_turns > 0) {
    return decide(Classification::Incomplete, "voicemail", 0.92,
                  "The rep left a message on the customer's voicemail; nobody answered it.");
  }
  if (evidence.voicemail &&
      (evidence.caller_words >= kMessageWordsMin || conversation.heard(Cue::LeftMessage, Side::Caller))) {
    return decide(Classification::Incomplete, "voicemail", 0.92,
                  "The caller left a message on voicemail; nobody talked with the caller.");
  }
  if (evidence.left_message && evidence.rep_turns == 0) {
    return decide(Classification::Incomplete, "voicemail", 0.85,
                  "One side left a message; nobody answered it.");
  }
  const bool machine_only =
      evidence.machine_turns > 0 && (evidence.rep_turns == 0 || !evidence.rep_is_person);
  if (machine_only && !person) {
    if (evidence.voicemail) {
      return decide(Classification::IvrOnly, "voicemail", 0.9,
                    "Only the mailbox greeting is heard; no message was left.");
    }
    if (evidence.hold) {
      return decide(Classification::IvrOnly, "hold_abandoned", 0.9,
                    "Only hold announcements are heard; no representative came on the line.");
    }
    return decide(Classification::IvrOnly, "menu", 0.92,
                  "Only a menu or announcements are heard; no representative came on the line.");
  }
  // A speech of some length that nobody answers, without "I", "hello?" or an offer to help, was recorded.
  const bool hello = conversation.heard_any({Cue::HelloProbe, Cue::LineTrouble}, Side::Rep);
  if (evidence.caller_turns == 0 && !evidence.rep_is_person && !evidence.rep_says_i && !hello &&
      conversation.live_words(Side::Rep) >= kAnnouncementWordsMin) {
    return decide(Classification::IvrOnly, "menu", 0.85,
                  "Only an announcement is heard; no representative came on the line.");
  }
  if (evidence.rep_turns == 0 || evidence.caller_turns == 0) {
    const bool trouble = conversation.heard(Cue::LineTrouble, Side::Unknown);
    return decide(Classification::Incomplete,
                  evidence.caller_turns == 0 && evidence.rep_turns > 0 ? "dropped" : "no_answer",
                  trouble ? 0.9 : 0.82, "Only one side is heard; no conversation took place.");
  }
  return decide(Classification::Incomplete, "dropped", 0.8,
                "The call ended before the caller said what was needed.");
}

TriageDecision decide_wrong_number(const Conversation& conversation, const TriageEvidence& evidence) {
  const std::string where = turn_reference(conversation, evidence.wrong_hit);
  if (evidence.job >= evidence.other_business && evidence.job > 0) {
    return decide(Classification::WrongNumber, "job_seeker", 0.9,
                  fmt::format("The caller asks for work, not for a product{}.", where));
  }
  if (evidence.personal > evidence.other_business) {
    return decide(
        Classification::WrongNumber, "personal", 0.85,
        fmt::format("The caller asks about a personal vehicle or policy, which the company does not serve{}.",
                    where));
  }
  return decide(Classification::WrongNumber, "wrong_company", 0.9,
                fmt::format("The caller wanted another business or a person who is not here{}.", where));
}

struct Subject {
  Cue cue;
  std::string_view subtype;
  std::string_view text;
  int factor;
};

// What the caller says counts double against what the rep says; the later subjects win ties for being more
// particular.
constexpr std::array kSubjects = {
    Subject{Cue::ServiceNeed, "service", "repair or maintenance work", 2},
    Subject{Cue::PartsNeed, "parts", "parts", 2},
    Subject{Cue::BillingNeed, "billing", "a bill or payment", 3},
    Subject{Cue::ClaimNeed, "claim", "an accident or claim", 2},
    Subject{Cue::CertificateNeed, "certificate", "a certificate of insurance", 3}};

TriageDecision decide_valid(const Conversation& conversation, const TriageEvidence& evidence) {
  const double confidence = evidence.business >= 4 ? 0.95 : evidence.business >= 2 ? 0.88 : 0.7;
  const Subject* subject = nullptr;
  int strongest = 1;
  for (const Subject& candidate : kSubjects) {
    const int weight = candidate.factor * conversation.count(candidate.cue, Side::Caller) +
                       conversation.count(candidate.cue, Side::Rep) / 2;
    if (weight < strongest + (candidate.cue == Cue::ServiceNeed ? 1 : 0)) continue;
    strongest = weight;
    subject = &candidate;
  }
  const int buying = 2 * conversation.count(Cue::WantsToBuy, Side::Caller) +
                     2 * conversation.count(Cue::AsksPrice, Side::Caller) +
                     2 * conversation.count(Cue::QuoteNeed, Side::Caller);
  const bool opens_with_subject = subject != nullptr && evidence.first_need == subject->cue;
  if (subject != nullptr && (strongest > buying || (opens_with_subject && strongest * 2 >= buying))) {
    const CueHit* hit = conversation.first(subject->cue, Side::Caller);
    return decide(Classification::ValidSales, std::string(subject->subtype), confidence,
                  fmt::format("A live conversation with a customer about {}{}.", subject->text,
                              turn_reference(conversation, hit)));
  }
  if (const CueHit* hit = conversation.first(Cue::ExistingCustomer, Side::Caller)) {
    return decide(Classification::ValidSales, "existing_customer", confidence,
                  fmt::format("A live conversation with somebody who is already a customer{}.",
                              turn_reference(conversation, hit)));
  }
  const CueHit* returning = conversation.first(Cue::Returning, Side::Caller);
  if (returning == nullptr) returning = conversation.first(Cue::FollowUpOpening, Side::Rep);
  if (returning != nullptr) {
    return decide(Classification::ValidSales, "returning_prospect", confidence,
                  fmt::format("A live conversation with a prospect who was in touch before{}.",
                              turn_reference(conversation, returning)));
  }
  const CueHit* hit = conversation.first_of(
      {Cue::WantsToBuy, Cue::QuoteNeed, Cue::AsksPrice, Cue::Product, Cue::Trade}, Side::Caller);
  if (evidence.business == 0) {
    return decide(Classification::ValidSales, "other", 0.55,
                  "Both sides talk live and nothing shows that the call was not meant for the company.");
  }
  return decide(Classification::ValidSales, "new_prospect", confidence,
                fmt::format("A live conversation with a prospect about the company's products{}.",
                            turn_reference(conversation, hit)));
}

// Words said to a machine, and nobody on the company's side who talks like a person.
bool is_with_machine(const TriageEvidence& evidence) {
  return evidence.machine_turns > 0 && !evidence.rep_is_person &&
         evidence.caller_words <= kWordsToMachinesMax;
}

}  // namespace

TriageDecision triage(const Conversation& conversation) {
  const TriageEvidence evidence = weigh_triage_evidence(conversation);
  if (conversation.tokens().empty()) {
    return decide(Classification::Incomplete, "no_answer", 0.97, "The transcript holds no words.");
  }
  const bool elsewhere = evidence.denied && evidence.wrong > evidence.spam;
  if (evidence.spam >= kSpamThreshold && evidence.spam > evidence.demand && !elsewhere)
    return decide_spam(conversation, evidence);
  if (!evidence.live || evidence.lost || is_with_machine(evidence))
    return decide_not_live(conversation, evidence);
  const int against = evidence.denied ? 2 * evidence.wrong : evidence.wrong;
  if (evidence.wrong >= kWrongThreshold && against > evidence.business)
    return decide_wrong_number(conversation, evidence);
  // Without a word of the trade, a word from elsewhere or the rep's denial is enough.
  if (evidence.trade == 0 && evidence.wrong > 0 && (evidence.denied || evidence.business == 0))
    return decide_wrong_number(conversation, evidence);
  // The rep says that this is not the place, and gives no help with anything else.
  if (evidence.denied && evidence.wrong > 0 && evidence.engaged <= 1 && !evidence.wants_trailer)
    return decide_wrong_number(conversation, evidence);
  if (evidence.business == 0 && evidence.denied) return decide_wrong_number(conversation, evidence);
  // Nothing of ours was talked about: who was turned away wanted to sell, unless the rep helped along.
  const bool idle = evidence.business <= 1 && evidence.engaged <= 1;
  if (idle && (evidence.spam > 0 || (evidence.declined && evidence.caller_words >= kPitchWordsMin)))
    return decide_spam(conversation, evidence);
  if (evidence.business == 0 && evidence.engaged <= 1 && evidence.caller_words < kNoMatterWordsMax) {
    return decide(Classification::Incomplete, "dropped", 0.75,
                  "The call ended before the caller said what was needed.");
  }
  return decide_valid(conversation, evidence);
}

}  // namespace calltracker::llm::offline
