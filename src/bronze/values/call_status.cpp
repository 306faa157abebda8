// SPDX-License-Identifier: MIT
#include "bronze/values/call_status.hpp"

#include <array>
#include <string>

#include "base/text.hpp"

namespace calltracker::bronze {
namespace {

struct StatusWord {
  std::string_view word;
  Disposition disposition;
};

// The first that fits decides: "not answered" and "unanswered" stand before "answered".
constexpr auto kWords = std::to_array<StatusWord>({
    {"abandon", Disposition::Abandoned},
    {"hung up in", Disposition::Abandoned},
    {"voicemail", Disposition::Voicemail},
    {"voice mail", Disposition::Voicemail},
    {"left message", Disposition::Voicemail},
    {"missed", Disposition::Missed},
    {"not answered", Disposition::Missed},
    {"unanswered", Disposition::Missed},
    {"no answer", Disposition::Missed},
    {"no-answer", Disposition::Missed},
    {"no_answer", Disposition::Missed},
    {"did_not_answer", Disposition::Missed},
    {"no_available", Disposition::Missed},
    {"out_of_opening", Disposition::Missed},
    {"busy", Disposition::Missed},
    {"failed", Disposition::Missed},
    {"rejected", Disposition::Missed},
    {"declined", Disposition::Missed},
    {"answered", Disposition::Answered},
    {"accepted", Disposition::Answered},
    {"connected", Disposition::Answered},
    {"completed", Disposition::Answered},
});

}  // namespace

Disposition recognise_status(std::string_view status) {
  for (const StatusWord& entry : kWords) {
    if (contains_ignoring_case(status, entry.word)) return entry.disposition;
  }
  return Disposition::Unknown;
}

}  // namespace calltracker::bronze
