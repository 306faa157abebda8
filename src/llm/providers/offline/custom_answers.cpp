// SPDX-License-Identifier: MIT
#include "llm/providers/offline/custom_answers.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>

#include "base/text.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr std::size_t kTurnsShownMax = 3;
constexpr std::uint32_t kNegationReach = 4;
constexpr std::size_t kStemLettersMin = 3;

constexpr std::array kCallerWords = {"caller",  "customer",  "buyer",      "prospect", "client",
                                     "callers", "customers", "customer's", "caller's"};
constexpr std::array kRepWords = {"rep",         "reps",    "agent",    "agents",     "representative",
                                  "salesperson", "we",      "salesman", "seller",     "team",
                                  "rep's",       "agent's", "staff",    "saleswoman", "advisor"};
// Words that carry the question, not what it is about.
constexpr std::array kFunctionWords = {
    "a",        "about",   "after",     "again",        "all",      "also",      "an",       "and",
    "another",  "any",     "anything",  "are",          "as",       "ask",       "asked",    "at",
    "be",       "been",    "before",    "bring",        "brought",  "by",        "call",     "can",
    "clearly",  "confirm", "confirmed", "conversation", "could",    "did",       "discuss",  "discussed",
    "do",       "does",    "during",    "ever",         "explain",  "explained", "find",     "for",
    "from",     "gave",    "get",       "give",         "given",    "got",       "had",      "has",
    "have",     "he",      "her",       "him",          "his",      "how",       "if",       "in",
    "into",     "is",      "it",        "least",        "made",     "make",      "mention",  "mentioned",
    "of",       "offer",   "offered",   "on",           "one",      "or",        "other",    "our",
    "out",      "over",    "promise",   "promised",     "properly", "propose",   "proposed", "provide",
    "provided", "raise",   "raised",    "said",         "say",      "she",       "should",   "some",
    "state",    "stated",  "suggest",   "suggested",    "talk",     "talked",    "tell",     "that",
    "the",      "their",   "them",      "then",         "there",    "they",      "this",     "to",
    "told",     "tried",   "try",       "up",           "us",       "use",       "used",     "was",
    "were",     "what",    "when",      "where",        "whether",  "which",     "who",      "why",
    "will",     "with",    "would",     "you",          "your"};
constexpr std::array kNegators = {"not",     "no",   "never",  "without", "cannot", "nor",
                                  "neither", "fail", "failed", "forget",  "forgot", "avoid",
                                  "avoided", "dont", "didnt",  "cant",    "wont"};
// What may follow a common stem: "financ|e", "financ|ing"; "warrant|y", "warrant|ies".
constexpr std::array kEndings = {"",  "s",   "es",   "ed", "d",    "e",    "er",    "ers", "ing", "ings",
                                 "y", "ies", "ance", "ly", "ment", "able", "ation", "or",  "ors"};

template <std::size_t N>
bool is_one_of(const std::array<const char*, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool negates(std::string_view word) {
  return word.ends_with("n't") || is_one_of(kNegators, word);
}

bool is_same_word(std::string_view left, std::string_view right) {
  if (left == right) return true;
  const auto [left_end, right_end] = std::mismatch(left.begin(), left.end(), right.begin(), right.end());
  const auto stem = static_cast<std::size_t>(left_end - left.begin());
  if (stem < kStemLettersMin) return false;
  const std::string_view left_ending = left.substr(stem);
  const std::string_view right_ending = right.substr(stem);
  const bool is_plural =
      (left_ending == "s" && right_ending.empty()) || (left_ending.empty() && right_ending == "s");
  if (stem == kStemLettersMin) return is_plural;
  return is_one_of(kEndings, left_ending) && is_one_of(kEndings, right_ending);
}

// What a question is about, and whose words can answer it.
struct Asked {
  std::vector<std::string> words;
  Side side = Side::Rep;
  bool is_negative = false;
};

Asked read_question(std::string_view question) {
  Asked asked;
  std::optional<Side> side;
  for (const std::string_view spoken : split_words(question)) {
    std::string word = to_lower_ascii(spoken);
    if (negates(word)) {
      asked.is_negative = true;
    } else if (is_one_of(kCallerWords, word) || is_one_of(kRepWords, word)) {
      if (!side) side = is_one_of(kCallerWords, word) ? Side::Caller : Side::Rep;
    } else if (!is_one_of(kFunctionWords, word)) {
      const bool is_new =
          std::none_of(asked.words.begin(), asked.words.end(),
                       [&word](const std::string& known) { return is_same_word(known, word); });
      if (is_new) asked.words.push_back(std::move(word));
    }
  }
  asked.side = side.value_or(Side::Rep);
  return asked;
}

bool is_said(std::string_view word, std::span<const Token> turn) {
  for (std::size_t index = 0; index < turn.size(); ++index) {
    if (!is_same_word(turn[index].folded, word)) continue;
    bool is_negated = false;
    const std::size_t from = index - std::min<std::size_t>(index, kNegationReach);
    for (std::size_t before = from; before < index; ++before) {
      if (negates(turn[before].folded)) is_negated = true;
      if (turn[before].after == ',' || turn[before].after == '.' || turn[before].after == '?')
        is_negated = false;
    }
    if (!is_negated) return true;
  }
  return false;
}

}  // namespace

std::vector<std::uint32_t> turns_that_show(const Conversation& conversation, std::string_view question) {
  std::vector<std::uint32_t> turns;
  const Asked asked = read_question(question);
  if (asked.words.empty() || asked.is_negative) return turns;
  // One or two words must both be there; of a longer question one word in three may be said otherwise.
  const std::size_t count = asked.words.size();
  const std::size_t needed = count <= 2 ? count : (2 * count + 2) / 3;
  for (std::uint32_t index = 0; index < conversation.turns().size(); ++index) {
    const TurnView& turn = conversation.turn(index);
    if (turn.kind != TurnKind::Live || !conversation.speaks(turn, asked.side)) continue;
    const std::span<const Token> tokens =
        std::span(conversation.tokens()).subspan(turn.first, turn.last - turn.first);
    const auto said = std::count_if(asked.words.begin(), asked.words.end(),
                                    [tokens](const std::string& word) { return is_said(word, tokens); });
    if (static_cast<std::size_t>(said) < needed) continue;
    turns.push_back(index);
    if (turns.size() == kTurnsShownMax) break;
  }
  return turns;
}

void add_custom_answers(json::object& answer, const json::value& schema, const Conversation& conversation) {
  boost::system::error_code absent;
  const json::value* questions = schema.find_pointer("/properties/questions/properties", absent);
  if (questions == nullptr || !questions->is_object()) return;
  json::object answers;
  for (const auto& [id, rules] : questions->get_object()) {
    const json::value* text = rules.is_object() ? rules.get_object().if_contains("description") : nullptr;
    json::array turns;
    if (text != nullptr && text->is_string()) {
      for (const std::uint32_t turn : turns_that_show(conversation, text->get_string())) {
        turns.emplace_back(conversation.turn(turn).number);
      }
    }
    answers[id] = json::object{{"answer", turns.empty() ? "unclear" : "yes"}, {"turns", std::move(turns)}};
  }
  answer["questions"] = std::move(answers);
}

}  // namespace calltracker::llm::offline
