// SPDX-License-Identifier: MIT
#include "llm/providers/offline/triage_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "llm/providers/offline/point_table.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr double kConfidenceMin = 0.5;
constexpr double kConfidenceMax = 0.97;

struct Reason {
  Classification classification;
  std::string_view subtype;  // empty: any other
  std::string_view text;
};

constexpr std::array kReasons = {
    Reason{Classification::ValidSales, "service",
           "A live conversation with a customer about repair or maintenance work"},
    Reason{Classification::ValidSales, "parts", "A live conversation with a customer about parts"},
    Reason{Classification::ValidSales, "billing",
           "A live conversation with a customer about a bill or payment"},
    Reason{Classification::ValidSales, "claim",
           "A live conversation with a customer about an accident or claim"},
    Reason{Classification::ValidSales, "certificate", "A live conversation about a certificate of insurance"},
    Reason{Classification::ValidSales, "existing_customer",
           "A live conversation with somebody who is already a customer"},
    Reason{Classification::ValidSales, "returning_prospect",
           "A live conversation with a prospect who was in touch before"},
    Reason{Classification::ValidSales, "new_prospect",
           "A live conversation with a prospect about the company's products"},
    Reason{Classification::ValidSales, "", "A live conversation about the company's business"},
    Reason{Classification::IvrOnly, "hold_abandoned",
           "Only hold announcements are heard; no representative came on the line"},
    Reason{Classification::IvrOnly, "",
           "Only a menu, a greeting or announcements are heard; no representative came on the line"},
    Reason{Classification::Spam, "scam", "The caller demands, warns or pays in the way of a known fraud"},
    Reason{Classification::Spam, "robocall", "A recorded message sells something"},
    Reason{Classification::Spam, "other", "The caller wants answers or money for a cause of his own"},
    Reason{Classification::Spam, "", "The caller offers a service to the company instead of asking for one"},
    Reason{Classification::WrongNumber, "job_seeker", "The caller asks for work, not for a product"},
    Reason{Classification::WrongNumber, "personal", "The caller wanted a person in private"},
    Reason{Classification::WrongNumber, "",
           "The caller wanted another business, or something that the company does not do"},
    Reason{Classification::Incomplete, "voicemail", "A message was left; nobody talked with the other side"},
    Reason{Classification::Incomplete, "no_answer", "Only one side is heard; no conversation took place"},
    Reason{Classification::Incomplete, "hold_abandoned", "The caller was put on hold and gave up"},
    Reason{Classification::Incomplete, "", "The call ended before the caller said what was needed"},
};

std::string_view reason_for(Classification classification, std::string_view subtype) {
  const auto* found = std::find_if(kReasons.begin(), kReasons.end(), [=](const Reason& reason) {
    return reason.classification == classification && (reason.subtype.empty() || reason.subtype == subtype);
  });
  return found->text;
}

// Where what speaks most for an answer is first heard.
std::string turn_reference(const Conversation& conversation, const Supported& supported) {
  const bool by_rep = supported.voice == Voice::Rep || supported.voice == Voice::Greeting;
  const TurnView* first = nullptr;
  for (const Cue cue : supported.cues) {
    for (const CueHit& hit : conversation.hits(cue)) {
      const TurnView& view = conversation.turn(hit.turn);
      const bool live = view.kind == TurnKind::Live;
      const bool said = supported.voice == Voice::Machine
                            ? !live
                            : live && conversation.speaks(view, by_rep ? Side::Rep : Side::Caller);
      if (said && !hit.negated && (first == nullptr || view.number < first->number)) first = &view;
    }
  }
  return first == nullptr ? "" : fmt::format(" (turn {})", first->number);
}

Supported support_subtype(Classification classification, const CallSigns& signs) {
  switch (classification) {
    case Classification::ValidSales:
      return valid_sales_points().weigh(signs);
    case Classification::Spam:
      return spam_points().weigh(signs);
    case Classification::WrongNumber:
      return wrong_number_points().weigh(signs);
    case Classification::Incomplete:
      return incomplete_points().weigh(signs);
    case Classification::IvrOnly:
      break;
  }
  const bool waited = signs.strength(Measure::Hold) > 0 && signs.strength(Measure::Voicemail) == 0;
  return {.answer = waited ? "hold_abandoned" : "menu", .share = 1, .voice = Voice::Count, .cues = {}};
}

}  // namespace

TriageDecision triage(const Conversation& conversation, const CallSigns& signs) {
  if (conversation.tokens().empty()) {
    return {.classification = Classification::Incomplete,
            .subtype = "no_answer",
            .confidence = kConfidenceMax,
            .reason = "The transcript holds no words."};
  }
  const Supported supported = classification_points().weigh(signs);
  const auto classification = parse<Classification>(supported.answer).value_or(Classification::Incomplete);
  const Supported subtype = support_subtype(classification, signs);
  const bool is_sales = classification == Classification::ValidSales;
  return {.classification = classification,
          .subtype = std::string(subtype.answer),
          .confidence = std::clamp(supported.share, kConfidenceMin, kConfidenceMax),
          .reason = fmt::format("{}{}.", reason_for(classification, subtype.answer),
                                turn_reference(conversation, is_sales ? subtype : supported))};
}

}  // namespace calltracker::llm::offline
