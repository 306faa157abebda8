// SPDX-License-Identifier: MIT
#pragma once

// Keeps personal data of one conversation from whoever reads it, and puts it back into what they write about
// it.
//
// hide() replaces card numbers, social security numbers, e-mail addresses and telephone numbers, written or
// spoken, also in pieces over several turns, by placeholders such as [PHONE_1]. The same number gets the same
// placeholder wherever it is said, so it stays clear who repeats what. What stands for what is known to this
// object alone; restore() puts it back: a text that is nothing but a placeholder becomes the value in its
// usual form, one inside a sentence the words as they were said.
//
// Turn numbers, speakers and the number of turns never change.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "call/personal_data.hpp"

namespace calltracker::llm {

// For a model's instructions: what a placeholder is and how to use it.
std::string_view redaction_notice();

class Redaction {
 public:
  explicit Redaction(PersonalDataKinds kinds) : kinds_(std::move(kinds)) {}

  // A conversation as the data part of a request: {"turns":[{"n","speaker","text"}…],…}. Once per object.
  json::value hide(json::value input);
  // Of a text or JSON document about the conversation: what was hidden there is hidden here too.
  std::string hide_known(std::string text) const;

  // Every text in it.
  json::value restore(json::value document) const;

  std::size_t hidden() const { return secrets_.size(); }

 private:
  struct Secret {
    std::string placeholder;
    std::string value;   // in its usual form: "(864) 555-0131"
    std::string spoken;  // as first said, all of it in one place; "" when it was said in pieces
  };

  std::size_t secret_for(PersonalData kind, const std::string& value, std::string_view spoken);
  std::string hide_known_words(std::string text) const;
  std::string restore_text(std::string_view text) const;

  PersonalDataKinds kinds_;
  std::vector<Secret> secrets_;
  std::map<std::pair<PersonalData, std::string>, std::size_t> by_value_;
  std::string taken_;  // all texts, lower case: a placeholder that somebody said is not used
};

}  // namespace calltracker::llm
