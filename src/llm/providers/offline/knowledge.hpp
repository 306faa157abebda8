// SPDX-License-Identifier: MIT
#pragma once

// Everything the rules know before they hear a call: cue phrases, states, first names, and the workspace's
// own names and products. Built once, read by any number of threads.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "call/workspace.hpp"
#include "llm/providers/offline/lexicon.hpp"

namespace calltracker::llm::offline {

struct State {
  std::string name;
  std::string code;
};

class Knowledge {
 public:
  explicit Knowledge(const Workspace& workspace);

  const Lexicon& lexicon() const { return lexicon_; }
  const Workspace& workspace() const { return workspace_; }
  const std::vector<State>& states() const { return states_; }

  // What a word can be by itself; an OR of Trait values.
  std::uint8_t traits(std::uint32_t word) const {
    return word < traits_.size() ? traits_[word] : std::uint8_t{0};
  }

 private:
  void add_words(std::string_view file_name, Trait trait);
  void add_states();
  void add_workspace();

  const Workspace& workspace_;
  Lexicon lexicon_;
  std::vector<State> states_;
  std::vector<std::uint8_t> traits_;  // by word id
};

// Lower-case ASCII with the words of a phrase separated by single blanks: the form in which the lexicon knows
// it.
std::string fold_phrase(std::string_view text);

}  // namespace calltracker::llm::offline
