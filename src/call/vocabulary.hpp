// SPDX-License-Identifier: MIT
#pragma once

// The closed sets of words the product speaks in results. Each enum has name_of (the word in JSON, databases
// and files) and a parse that accepts exactly those words in any letter case, nullopt otherwise.

#include <array>
#include <optional>
#include <span>
#include <string_view>

namespace calltracker {

enum class Speaker { Agent, Caller, Other };
enum class Classification { ValidSales, IvrOnly, Spam, Incomplete, WrongNumber };
enum class DecidedBy { Rules, Model };
enum class CallType { Inbound, Outbound, FollowUp, Unknown };
enum class Urgency { Immediate, NearTerm, Exploring, Unknown };
enum class Timeline { Immediate, NearTerm, OneToThreeMonths, Vague, None };
enum class ServiceFit { Perfect, Good, Decent, Poor, Mismatch };
enum class RecommendedAction { Priority1Hr, Follow24Hr, Nurture48To72Hr, EmailOnly, NoFollowUp };
enum class CallOutcome { Appointment, FollowUp, Disposition, None };
enum class Verdict { Yes, No, Unclear };
enum class CallStatus { Pending, Complete, Skipped, Failed, Cancelled };
enum class JobStatus { Pending, Processing, Paused, Complete, Failed, Cancelled };
enum class JobPhase { Bronze, Silver, Gold, Insight };

enum class SkipReason { EmptyTranscript, TooShort, Abandoned, Duplicate, Malformed };

enum class ValidationIssue {
  NoRepName,
  InvalidRepName,
  UnknownRepName,
  MissingNeedSummary,
  ShortTranscript,
  LocationFormat,
  InvalidPhoneFormat,
  NotInTranscript,
  PossiblyTruncated,
  SwappedSpeakers,
  EvidenceRejected,
};

std::string_view name_of(Speaker value);
std::string_view name_of(Classification value);
std::string_view name_of(DecidedBy value);
std::string_view name_of(CallType value);
std::string_view name_of(Urgency value);
std::string_view name_of(Timeline value);
std::string_view name_of(ServiceFit value);
std::string_view name_of(RecommendedAction value);
std::string_view name_of(CallOutcome value);
std::string_view name_of(Verdict value);
std::string_view name_of(CallStatus value);
std::string_view name_of(JobStatus value);
std::string_view name_of(JobPhase value);
std::string_view name_of(SkipReason value);
std::string_view name_of(ValidationIssue value);

// parse<Urgency>("near-term")
template <class Enum>
std::optional<Enum> parse(std::string_view name);

// Every word that parse accepts.
template <class Enum>
std::span<const std::string_view> words_of();

}  // namespace calltracker
