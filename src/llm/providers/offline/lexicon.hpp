// SPDX-License-Identifier: MIT
#pragma once

// Finds every phrase of every cue in one pass over the words.
//
// Phrases are written one per line: `word`, `(one|other (way|road))`, `optional?`, `~` for up to three words
// of the same sentence, `<n>` for a number. They are expanded once into a trie over word ids, of which equal
// parts are then kept only once; reading costs a step per word and open phrase, whatever the number of
// phrases.

#include <compare>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "llm/providers/offline/conversation.hpp"
#include "llm/providers/offline/cues.hpp"

namespace calltracker::llm::offline {

class Lexicon {
 public:
  static constexpr std::uint32_t kUnknownWord = 0;
  static constexpr std::uint32_t kNumber = 1;
  static constexpr std::uint32_t kGap = 2;

  Lexicon();

  // Reads "= Cue" headers and the phrases below them. Throws Error{Internal} naming a line that cannot be
  // read.
  void add_file(std::string_view text, std::string_view file_name);
  // Says in how many ways the phrase can be said.
  std::size_t add_phrase(Cue cue, std::string_view phrase, std::uint32_t payload = 0);
  // The word's id, given now if it has none.
  std::uint32_t intern(std::string_view word);
  // Must follow the last phrase; the lexicon does not change afterwards.
  void seal();

  std::uint32_t word_id(std::string_view folded) const;
  std::vector<CueHit> read(std::span<const Token> tokens) const;

 private:
  using Edge = std::pair<std::uint32_t, std::uint32_t>;  // word id → node, sorted by word
  using End = std::pair<Cue, std::uint32_t>;             // cue, payload
  // While phrases are added.
  struct GrowingNode {
    std::vector<Edge> edges;
    std::vector<End> ends;
    std::uint32_t gap = 0;
    std::uint32_t number = 0;

    auto operator<=>(const GrowingNode&) const = default;
  };
  // Once sealed: spans of edges_ and ends_.
  struct Node {
    std::uint32_t first_edge = 0;
    std::uint32_t first_end = 0;
    std::uint32_t gap = 0;
    std::uint32_t number = 0;
    std::uint16_t edges = 0;
    std::uint16_t ends = 0;
  };
  struct Reader;
  using Phrases = std::vector<std::vector<std::uint32_t>>;

  // Every way to say a pattern from `position` on, up to the bar, bracket or end that closes it.
  Phrases expand_choice(std::string_view pattern, std::size_t& position);
  Phrases expand_sequence(std::string_view pattern, std::size_t& position);
  std::uint32_t step_to(std::uint32_t node, std::uint32_t word);
  std::uint32_t follow(const Node& node, std::uint32_t word) const;
  void merge_equal_nodes();
  Node flattened(const GrowingNode& node);

  struct StringHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };

  std::unordered_map<std::string, std::uint32_t, StringHash, std::equal_to<>> words_;
  std::deque<GrowingNode> growing_;
  std::vector<Node> nodes_;
  std::vector<Edge> edges_;
  std::vector<End> ends_;
  std::vector<std::uint32_t> roots_;  // node reached from the root by each word; 0 for none
  std::vector<bool> negators_;
};

}  // namespace calltracker::llm::offline
