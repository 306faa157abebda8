// SPDX-License-Identifier: MIT
#include "call/vocabulary.hpp"

#include "base/text.hpp"

namespace calltracker {
namespace {

template <class Enum>
struct Words;

#define CALLTRACKER_WORDS(Enum, ...)                            \
  template <>                                                   \
  struct Words<Enum> {                                          \
    static constexpr std::string_view kNames[] = {__VA_ARGS__}; \
  };

CALLTRACKER_WORDS(Speaker, "agent", "caller", "other")
CALLTRACKER_WORDS(Classification, "valid_sales", "ivr_only", "spam", "incomplete", "wrong_number")
CALLTRACKER_WORDS(DecidedBy, "rules", "model")
CALLTRACKER_WORDS(CallType, "inbound", "outbound", "follow-up", "unknown")
CALLTRACKER_WORDS(Urgency, "immediate", "near-term", "exploring", "unknown")
CALLTRACKER_WORDS(Timeline, "immediate", "near-term", "1-3months", "vague", "none")
CALLTRACKER_WORDS(ServiceFit, "perfect", "good", "decent", "poor", "mismatch")
CALLTRACKER_WORDS(RecommendedAction, "priority-1hr", "follow-24hr", "nurture-48-72hr", "email-only",
                  "no-follow-up")
CALLTRACKER_WORDS(CallOutcome, "appointment", "follow-up", "disposition", "none")
CALLTRACKER_WORDS(Verdict, "yes", "no", "unclear")
CALLTRACKER_WORDS(CallStatus, "pending", "complete", "skipped", "failed", "cancelled")
CALLTRACKER_WORDS(JobStatus, "pending", "processing", "paused", "complete", "failed", "cancelled")
CALLTRACKER_WORDS(JobPhase, "bronze", "silver", "gold", "insight")
CALLTRACKER_WORDS(SkipReason, "empty-transcript", "too-short", "abandoned", "duplicate", "malformed")
CALLTRACKER_WORDS(ValidationIssue, "NO_REP_NAME", "INVALID_REP_NAME", "UNKNOWN_REP_NAME",
                  "MISSING_NEED_SUMMARY", "SHORT_TRANSCRIPT", "LOCATION_FORMAT", "INVALID_PHONE_FORMAT",
                  "NOT_IN_TRANSCRIPT", "POSSIBLY_TRUNCATED", "SWAPPED_SPEAKERS", "EVIDENCE_REJECTED")

#undef CALLTRACKER_WORDS

template <class Enum>
std::string_view word(Enum value) {
  return Words<Enum>::kNames[static_cast<std::size_t>(value)];
}

}  // namespace

template <class Enum>
std::span<const std::string_view> words_of() {
  return Words<Enum>::kNames;
}

template <class Enum>
std::optional<Enum> parse(std::string_view name) {
  const std::span<const std::string_view> names = words_of<Enum>();
  for (std::size_t index = 0; index < names.size(); ++index) {
    if (equals_ignoring_case(names[index], name)) return static_cast<Enum>(index);
  }
  return std::nullopt;
}

#define CALLTRACKER_ENUM(Enum)                                     \
  std::string_view name_of(Enum value) {                           \
    return word(value);                                            \
  }                                                                \
  template std::optional<Enum> parse<Enum>(std::string_view name); \
  template std::span<const std::string_view> words_of<Enum>();

CALLTRACKER_ENUM(Speaker)
CALLTRACKER_ENUM(Classification)
CALLTRACKER_ENUM(DecidedBy)
CALLTRACKER_ENUM(CallType)
CALLTRACKER_ENUM(Urgency)
CALLTRACKER_ENUM(Timeline)
CALLTRACKER_ENUM(ServiceFit)
CALLTRACKER_ENUM(RecommendedAction)
CALLTRACKER_ENUM(CallOutcome)
CALLTRACKER_ENUM(Verdict)
CALLTRACKER_ENUM(CallStatus)
CALLTRACKER_ENUM(JobStatus)
CALLTRACKER_ENUM(JobPhase)
CALLTRACKER_ENUM(SkipReason)
CALLTRACKER_ENUM(ValidationIssue)

#undef CALLTRACKER_ENUM

}  // namespace calltracker
