// SPDX-License-Identifier: MIT
#pragma once

// The tokenised view of one call on which every rule works: turns, words and heard cues, read once.
//
// Views point into the request and into the conversation's own folded text, so both must outlive it; it is
// neither copied nor moved. Words are folded to lower-case ASCII ("Cuánto" is "cuanto"); the spoken form is
// kept beside it.

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "call/vocabulary.hpp"
#include "llm/providers/offline/cues.hpp"

namespace calltracker::llm::offline {

class Knowledge;

struct SpokenTurn {
  int number = 0;
  Speaker speaker = Speaker::Other;
  std::string_view text;
};

struct CallInput {
  std::vector<SpokenTurn> turns;
  std::optional<double> duration_seconds;
  std::string call_status;
  std::string direction;
  std::optional<std::string> number_from;  // the state of the outside telephone number
};

// Who speaks, after labels that were found to be the wrong way round have been turned.
enum class Side : std::uint8_t { Rep, Caller, Unknown };

// What a word can be by itself, before its neighbours are heard.
enum Trait : std::uint8_t {
  kFirstName = 1,
  kAmbiguousName = 2,  // a name only beside other evidence: "grace", "will", "mark"
  kNeverName = 4,
  kCompanySuffix = 8,
  kBusinessWord = 16,  // part of firms' names: "creek", "bakery"
};

enum class TurnKind : std::uint8_t { Live, Menu, Hold, Voicemail };

struct Token {
  std::string_view text;    // as spoken
  std::string_view folded;  // lower-case ASCII
  std::uint32_t word = 0;   // id in the lexicon; 0 for a word that no cue uses
  std::uint32_t turn = 0;
  char before = ' ';  // strongest mark between the word before and this one: . ? ! , - $ ( & or a blank
  char after = ' ';
  bool capital = false;
  bool digits = false;
  bool opens_sentence = false;
  std::uint8_t traits = 0;

  bool is(Trait trait) const { return (traits & trait) != 0; }
};

struct TurnView {
  int number = 0;
  Speaker label = Speaker::Other;
  Side side = Side::Unknown;
  TurnKind kind = TurnKind::Live;
  std::string_view text;
  std::uint32_t first = 0;  // tokens [first, last)
  std::uint32_t last = 0;
  std::uint32_t questions = 0;

  std::uint32_t words() const { return last - first; }
};

class Conversation {
 public:
  Conversation(const Knowledge& knowledge, const CallInput& input);
  Conversation(const Conversation&) = delete;
  Conversation& operator=(const Conversation&) = delete;

  const CallInput& input() const { return input_; }
  const std::vector<TurnView>& turns() const { return turns_; }
  const std::vector<Token>& tokens() const { return tokens_; }
  const TurnView& turn(std::uint32_t index) const { return turns_[index]; }
  bool labels_swapped() const { return swapped_; }
  bool rep_names_himself() const;
  // Speech recognition that writes no capitals; then what may be a name counts as written with one.
  bool without_capitals() const { return without_capitals_; }

  std::span<const CueHit> hits(Cue cue) const;
  // The hits that begin at most `reach` tokens before `token`, and before it; the way to look back without
  // rereading.
  std::span<const CueHit> hits_before(Cue cue, std::uint32_t token, std::uint32_t reach = 16) const;
  bool speaks(const TurnView& turn, Side side) const {
    return turn.side == side || turn.side == Side::Unknown;
  }

  // The first or last live, unnegated hit of a side; nullptr for none.
  const CueHit* first(Cue cue, Side side) const;
  const CueHit* last(Cue cue, Side side) const;
  int count(Cue cue, Side side) const;
  bool heard(Cue cue, Side side) const { return first(cue, side) != nullptr; }
  bool heard_any(std::initializer_list<Cue> cues, Side side) const;
  const CueHit* first_of(std::initializer_list<Cue> cues, Side side) const;
  bool in_turn(Cue cue, std::uint32_t turn) const;
  bool in_turn_any(std::initializer_list<Cue> cues, std::uint32_t turn) const;

  // The sentence that holds a token, trimmed; a long unpunctuated run is cut to the words around it.
  std::string_view sentence_at(std::uint32_t token) const;
  std::uint32_t sentence_first(std::uint32_t token) const;
  std::uint32_t sentence_last(std::uint32_t token) const;

  // Index of the next live turn of a side after `turn`, skipping at most `others_max` other turns.
  std::optional<std::uint32_t> next_turn(std::uint32_t turn, Side side, int others_max = 1) const;
  std::optional<std::uint32_t> previous_turn(std::uint32_t turn, Side side, int others_max = 1) const;

  int live_words(Side side) const;
  int live_turns(Side side) const;

 private:
  void tokenise(const Knowledge& knowledge);
  void restore_capitals();
  void index_hits(std::vector<CueHit> found);
  void classify_turns();
  void keep_callers_live();
  bool introduces_person(const CueHit& hit) const;
  bool opens_as_company(Speaker label, bool fully) const;
  void assign_sides();

  const CallInput& input_;
  std::unique_ptr<char[]> folded_;
  std::vector<TurnView> turns_;
  std::vector<Token> tokens_;
  std::vector<CueHit> hits_;  // by cue, then by position
  std::vector<std::uint32_t> offsets_;
  bool swapped_ = false;
  bool without_capitals_ = false;
};

}  // namespace calltracker::llm::offline
