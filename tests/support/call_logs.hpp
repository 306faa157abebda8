// SPDX-License-Identifier: MIT
#pragma once

// Call logs in which every call is a sales conversation unlike the others: "I run 2 trucks", 3, 4 and so on.

#include <fmt/format.h>

#include <string>

namespace calltracker::test {

inline std::string call_log_of(int calls) {
  std::string text = "Start Time,Duration (seconds),Source,Recording Url,Full Transcription\n";
  for (int call = 0; call < calls; ++call) {
    text += fmt::format(
        "2026-11-16 {:02}:{:02}:00,{},Google Ads,https://recordings.example/{},\"Agent: Nationwide Haul, "
        "this is "
        "Brian speaking. How can I help? Caller: Hi Brian, my name is Dale Mercer and I run {} trucks. I "
        "need a dry "
        "van by Friday. Agent: Great, what is your budget? Caller: About twenty thousand. Agent: Let me "
        "email you a "
        "quote today. Can I get a number? Caller: Sure, it's 205 555 0131. Agent: Thank you, I will call you "
        "tomorrow at nine. Caller: Bye.\"\n",
        8 + call / 60, call % 60, 60 + call, call, 2 + call);
  }
  return text;
}

}  // namespace calltracker::test
