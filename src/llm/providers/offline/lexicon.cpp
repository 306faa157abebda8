// SPDX-License-Identifier: MIT
#include "llm/providers/offline/lexicon.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/error.hpp"
#include "base/text.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr std::uint32_t kGapWordsMax = 3;
constexpr std::uint32_t kNegationReach = 3;

constexpr std::array kNegators = {"not",   "don't",  "dont",   "doesn't", "didn't",  "never",    "no",
                                  "isn't", "aren't", "ain't",  "wasn't",  "without", "cannot",   "can't",
                                  "won't", "nope",   "hardly", "neither", "haven't", "wouldn't", "nunca"};

constexpr std::string_view kCueNames[] = {
#define CALLTRACKER_ENTRY(cue) #cue,
    CALLTRACKER_OFFLINE_CUES(CALLTRACKER_ENTRY)
#undef CALLTRACKER_ENTRY
};

// Every way to say a line costs memory; a line of six long lists would have a million.
constexpr std::size_t kWaysMax = 10'000;

[[noreturn]] void fail_line(std::string_view file_name, std::string_view line, std::string_view expected) {
  throw Error({.kind = ErrorKind::Internal,
               .code = "offline-lexicon",
               .message = fmt::format("a line of the cue lexicon cannot be read: expected {}", expected),
               .where = std::string(file_name),
               .found = std::string(line)});
}

}  // namespace

std::optional<Cue> parse_cue(std::string_view name) {
  const auto* found = std::find(std::begin(kCueNames), std::end(kCueNames), name);
  if (found == std::end(kCueNames)) return std::nullopt;
  return static_cast<Cue>(found - std::begin(kCueNames));
}

std::string_view name_of(Cue cue) {
  return kCueNames[static_cast<std::size_t>(cue)];
}

Lexicon::Lexicon() : growing_(1) {
  words_ = {{"<unknown>", kUnknownWord}, {"<n>", kNumber}, {"~", kGap}};
}

void Lexicon::add_file(std::string_view text, std::string_view file_name) {
  std::optional<Cue> cue;
  for (std::string_view line : split(text, '\n')) {
    line = trim(line);
    if (line.empty() || line.front() == '#') continue;
    if (line.front() == '=') {
      cue = parse_cue(trim(line.substr(1)));
      if (!cue) fail_line(file_name, line, "the name of a cue");
      continue;
    }
    if (!cue) fail_line(file_name, line, "a cue before its phrases");
    if (add_phrase(*cue, line) > kWaysMax)
      fail_line(file_name, line, "a line that can be said in fewer ways");
  }
}

std::size_t Lexicon::add_phrase(Cue cue, std::string_view phrase, std::uint32_t payload) {
  std::size_t position = 0;
  const Phrases ways = expand_sequence(phrase, position);
  for (const std::vector<std::uint32_t>& words : ways) {
    std::uint32_t node = 0;
    for (const std::uint32_t word : words) node = step_to(node, word);
    const std::pair end{cue, payload};
    auto& ends = growing_[node].ends;
    if (node != 0 && std::find(ends.begin(), ends.end(), end) == ends.end()) ends.push_back(end);
  }
  return ways.size();
}

std::uint32_t Lexicon::intern(std::string_view word) {
  const auto id = static_cast<std::uint32_t>(words_.size());
  return words_.try_emplace(std::string(word), id).first->second;
}

Lexicon::Phrases Lexicon::expand_choice(std::string_view pattern, std::size_t& position) {
  Phrases phrases;
  while (true) {
    for (auto& phrase : expand_sequence(pattern, position)) phrases.push_back(std::move(phrase));
    if (position >= pattern.size() || pattern[position] != '|') return phrases;
    ++position;
  }
}

Lexicon::Phrases Lexicon::expand_sequence(std::string_view pattern, std::size_t& position) {
  Phrases phrases{{}};
  while (position < pattern.size() && pattern[position] != '|' && pattern[position] != ')') {
    if (pattern[position] == ' ') {
      ++position;
      continue;
    }
    Phrases parts;
    if (pattern[position] == '(') {
      parts = expand_choice(pattern, ++position);
      if (position < pattern.size()) ++position;
    } else {
      const std::size_t end = std::min(pattern.find_first_of(" |()?", position), pattern.size());
      parts = {{intern(pattern.substr(position, end - position))}};
      position = end;
    }
    if (position < pattern.size() && pattern[position] == '?') {
      parts.emplace_back();
      ++position;
    }
    Phrases longer;
    longer.reserve(phrases.size() * parts.size());
    for (const auto& phrase : phrases) {
      for (const auto& part : parts) {
        longer.push_back(phrase);
        longer.back().insert(longer.back().end(), part.begin(), part.end());
      }
    }
    phrases = std::move(longer);
  }
  return phrases;
}

std::uint32_t Lexicon::step_to(std::uint32_t node, std::uint32_t word) {
  const auto fresh = static_cast<std::uint32_t>(growing_.size());
  GrowingNode& from = growing_[node];
  if (word == kGap || word == kNumber) {
    std::uint32_t& target = word == kGap ? from.gap : from.number;
    if (target != 0) return target;
    target = fresh;
  } else {
    const auto place = std::lower_bound(from.edges.begin(), from.edges.end(), std::pair{word, 0U});
    if (place != from.edges.end() && place->first == word) return place->second;
    from.edges.emplace(place, word, fresh);
  }
  growing_.emplace_back();
  return fresh;
}

void Lexicon::seal() {
  for (const char* negator : kNegators) intern(negator);
  negators_.assign(words_.size(), false);
  for (const char* negator : kNegators) negators_[word_id(negator)] = true;
  merge_equal_nodes();
  roots_.assign(words_.size(), 0);
  const Node& root = nodes_.front();
  for (std::uint32_t edge = 0; edge < root.edges; ++edge) {
    const auto& [word, target] = edges_[root.first_edge + edge];
    roots_[word] = target;
  }
}

// "(how|what) (can|may) i (help|do)" ends in the same way from many places. Whatever a node leads to was made
// after it, so going backwards every node is compared by the final names of its successors.
void Lexicon::merge_equal_nodes() {
  std::map<GrowingNode, std::uint32_t> known;
  std::vector<std::uint32_t> final_name(growing_.size(), 0);
  nodes_.resize(1);
  for (std::size_t index = growing_.size(); index-- > 0;) {
    GrowingNode node = std::move(growing_[index]);
    growing_.pop_back();
    for (Edge& edge : node.edges) edge.second = final_name[edge.second];
    if (node.gap != 0) node.gap = final_name[node.gap];
    if (node.number != 0) node.number = final_name[node.number];
    if (index == 0) {
      nodes_.front() = flattened(node);
    } else if (const auto same = known.find(node); same != known.end()) {
      final_name[index] = same->second;
    } else {
      final_name[index] = static_cast<std::uint32_t>(nodes_.size());
      nodes_.push_back(flattened(node));
      known.emplace(std::move(node), final_name[index]);
    }
  }
  growing_ = std::deque<GrowingNode>();
  nodes_.shrink_to_fit();
  edges_.shrink_to_fit();
  ends_.shrink_to_fit();
}

Lexicon::Node Lexicon::flattened(const GrowingNode& node) {
  const Node flat{.first_edge = static_cast<std::uint32_t>(edges_.size()),
                  .first_end = static_cast<std::uint32_t>(ends_.size()),
                  .gap = node.gap,
                  .number = node.number,
                  .edges = static_cast<std::uint16_t>(node.edges.size()),
                  .ends = static_cast<std::uint16_t>(node.ends.size())};
  edges_.insert(edges_.end(), node.edges.begin(), node.edges.end());
  ends_.insert(ends_.end(), node.ends.begin(), node.ends.end());
  return flat;
}

std::uint32_t Lexicon::word_id(std::string_view folded) const {
  const auto found = words_.find(folded);
  return found == words_.end() ? kUnknownWord : found->second;
}

std::uint32_t Lexicon::follow(const Node& node, std::uint32_t word) const {
  const auto first = edges_.begin() + node.first_edge;
  const auto last = first + node.edges;
  const auto found = std::lower_bound(first, last, Edge{word, 0U});
  return found != last && found->first == word ? found->second : 0;
}

// Walks the trie from one starting word.
struct Lexicon::Reader {
  const Lexicon& lexicon;
  std::span<const Token> tokens;
  std::vector<CueHit>& hits;
  std::uint32_t start = 0;
  std::uint32_t sentence_end = 0;
  std::size_t hits_before = 0;

  void arrive(std::uint32_t node_index, std::uint32_t position) {
    const Node& node = lexicon.nodes_[node_index];
    for (std::uint32_t end = node.first_end; end < node.first_end + node.ends; ++end)
      report(lexicon.ends_[end].first, lexicon.ends_[end].second, position);
    if (position < sentence_end) {
      if (const std::uint32_t next = lexicon.follow(node, tokens[position].word); next != 0) {
        arrive(next, position + 1);
      }
      if (node.number != 0 && tokens[position].digits) arrive(node.number, position + 1);
    }
    if (node.gap != 0) {
      const std::uint32_t reach = std::min(position + kGapWordsMax, sentence_end);
      for (std::uint32_t skip = position; skip <= reach; ++skip) arrive(node.gap, skip);
    }
  }

  // Of the same cue from the same word only the longest match counts.
  void report(Cue cue, std::uint32_t payload, std::uint32_t last) {
    for (std::size_t index = hits_before; index < hits.size(); ++index) {
      if (hits[index].cue != cue) continue;
      if (last > hits[index].last) {
        hits[index].last = last;
        hits[index].payload = payload;
      }
      return;
    }
    hits.push_back(
        {.cue = cue, .payload = payload, .turn = tokens[start].turn, .first = start, .last = last});
  }
};

std::vector<CueHit> Lexicon::read(std::span<const Token> tokens) const {
  std::vector<CueHit> hits;
  hits.reserve(tokens.size() / 2);
  Reader reader{.lexicon = *this, .tokens = tokens, .hits = hits};
  const auto size = static_cast<std::uint32_t>(tokens.size());
  std::uint32_t sentence_start = 0;
  for (std::uint32_t start = 0; start < size; ++start) {
    const Token& token = tokens[start];
    if (start >= reader.sentence_end) {
      sentence_start = start;
      reader.sentence_end = start + 1;
      while (reader.sentence_end < size && !tokens[reader.sentence_end].opens_sentence) ++reader.sentence_end;
    }
    const std::uint32_t by_word = roots_[token.word];
    const std::uint32_t by_number = token.digits ? nodes_.front().number : 0;
    if (by_word == 0 && by_number == 0) continue;
    reader.start = start;
    reader.hits_before = hits.size();
    if (by_word != 0) reader.arrive(by_word, start + 1);
    if (by_number != 0) reader.arrive(by_number, start + 1);
    bool negated = false;
    const std::uint32_t reach = start - std::min(kNegationReach, start - sentence_start);
    for (std::uint32_t before = reach; before < start; ++before) {
      if (negators_[tokens[before].word]) negated = true;
      if (tokens[before].after == ',') negated = false;
    }
    for (std::size_t index = reader.hits_before; index < hits.size(); ++index) hits[index].negated = negated;
  }
  return hits;
}

}  // namespace calltracker::llm::offline
