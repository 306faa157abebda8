// SPDX-License-Identifier: MIT
#pragma once

// Who is speaking: the rep who carries the call, and the caller.
//
// A name counts when somebody gives it as his own, answers a question for it, or is addressed by it. Of
// several reps the last one who introduces himself and carries on the conversation is meant.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "llm/providers/offline/conversation.hpp"
#include "llm/providers/offline/found_fact.hpp"

namespace calltracker::llm::offline {

struct SpokenName {
  std::string text;  // "Dale Hutchins", as spoken
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  bool sure = false;  // a listed first name, not merely a capitalised word
};

// The personal name that starts at a token; nullopt when the words there are no name.
// "Brian's" is one only where asked for ("Brian's my name").
std::optional<SpokenName> name_at(const Conversation& conversation, std::uint32_t token,
                                  bool possessive_too = false);

// "Pastor" before "Reggie Coles".
bool is_title(std::string_view folded);

// "mercer" as a name is written.
std::string capitalised(std::string_view word);

struct RepIntroduction {
  std::optional<FoundFact> name;
  bool introduced_properly = false;
  std::optional<std::string> pattern;
};

RepIntroduction find_rep(const Conversation& conversation);

// A word of the company's name is nobody's unless it is a listed first name.
std::optional<FoundFact> find_caller_name(const Conversation& conversation,
                                          const std::optional<FoundFact>& rep,
                                          const std::optional<FoundFact>& company);

}  // namespace calltracker::llm::offline
