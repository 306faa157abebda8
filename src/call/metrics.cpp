// SPDX-License-Identifier: MIT
#include "call/metrics.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "base/text.hpp"

namespace calltracker {
namespace {

constexpr std::size_t kBackchannelWords = 3;
constexpr double kSecondsPerMinute = 60;
constexpr double kShortestMeasuredSeconds = 1;
// Logs give only when a turn starts; its speaking time is estimated at an ordinary pace (150 words a minute).
constexpr double kSecondsPerWord = 0.4;

constexpr auto kAskingWords =
    std::to_array<std::string_view>({"what", "where", "when", "who", "why", "how", "which", "whose"});
constexpr auto kAskingContractions =
    std::to_array<std::string_view>({"what's", "where's", "when's", "who's", "why's", "how's"});
constexpr auto kVerbs =
    std::to_array<std::string_view>({"is", "are", "was", "were", "do", "does", "did", "can", "could", "would",
                                     "will", "have", "has", "should", "may"});
constexpr auto kSubjects =
    std::to_array<std::string_view>({"you", "i", "we", "they", "he", "she", "it", "there", "that", "this",
                                     "your", "the", "y'all", "anybody", "anyone"});
constexpr auto kMeasures =
    std::to_array<std::string_view>({"much", "many", "long", "old", "far", "big", "soon", "often", "about",
                                     "kind", "type", "size", "year", "color", "time"});

template <std::size_t Count>
bool contains(const std::array<std::string_view, Count>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool opens_like_a_question(std::string_view sentence) {
  const std::string folded = to_lower_ascii(sentence);
  std::vector<std::string_view> words = split_words(folded);
  while (!words.empty() && (words.front() == "and" || words.front() == "so" || words.front() == "okay" ||
                            words.front() == "but" || words.front() == "well")) {
    words.erase(words.begin());
  }
  if (words.size() < 2) return false;
  if (contains(kAskingContractions, words[0])) return true;
  if (contains(kAskingWords, words[0])) return contains(kVerbs, words[1]) || contains(kMeasures, words[1]);
  return contains(kVerbs, words[0]) && contains(kSubjects, words[1]);
}

int count_question_marks(std::string_view text) {
  int questions = 0;
  for (std::size_t index = 0; index < text.size(); ++index) {
    const bool ends_run = text[index] == '?' && (index + 1 == text.size() || text[index + 1] != '?');
    if (ends_run) ++questions;
  }
  return questions;
}

int count_question_openers(std::string_view text) {
  int questions = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(".!;"), text.size());
    if (opens_like_a_question(text.substr(0, end))) ++questions;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return questions;
}

bool has_question_mark(const std::vector<Turn>& turns) {
  return std::any_of(turns.begin(), turns.end(),
                     [](const Turn& turn) { return turn.text.find('?') != std::string::npos; });
}

std::vector<std::size_t> count_words(const std::vector<Turn>& turns) {
  std::vector<std::size_t> counts;
  counts.reserve(turns.size());
  for (const Turn& turn : turns) counts.push_back(split_words(turn.text).size());
  return counts;
}

// The most words in a row, counted over interruptions that are mere signs of listening.
int longest_run_words(const std::vector<Turn>& turns, const std::vector<std::size_t>& words,
                      Speaker speaker) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (std::size_t index = 0; index < turns.size(); ++index) {
    if (turns[index].speaker == speaker) {
      run += words[index];
      longest = std::max(longest, run);
    } else if (words[index] > kBackchannelWords) {
      run = 0;
    }
  }
  return static_cast<int>(longest);
}

// How long the caller waits for the agent, typically. Two or more replies with times are needed to speak of
// that.
std::optional<double> median_response_seconds(const std::vector<Turn>& turns,
                                              const std::vector<std::size_t>& words) {
  std::vector<double> responses;
  for (std::size_t index = 1; index < turns.size(); ++index) {
    const Turn& asked = turns[index - 1];
    const Turn& reply = turns[index];
    if (asked.speaker != Speaker::Caller || reply.speaker != Speaker::Agent) continue;
    if (!asked.at_seconds || !reply.at_seconds || *reply.at_seconds < *asked.at_seconds) continue;
    const double spoken = static_cast<double>(words[index - 1]) * kSecondsPerWord;
    responses.push_back(std::max(0.0, *reply.at_seconds - *asked.at_seconds - spoken));
  }
  if (responses.size() < 2) return std::nullopt;
  std::sort(responses.begin(), responses.end());
  const std::size_t middle = responses.size() / 2;
  return responses.size() % 2 == 1 ? responses[middle] : (responses[middle - 1] + responses[middle]) / 2;
}

}  // namespace

CallMetrics measure(const std::vector<Turn>& turns, std::optional<double> duration_seconds) {
  CallMetrics metrics;
  metrics.turns = static_cast<int>(turns.size());
  const std::vector<std::size_t> word_counts = count_words(turns);
  const bool is_punctuated = has_question_mark(turns);
  bool has_agent = false;
  int agent_words = 0;
  int caller_words = 0;
  for (std::size_t index = 0; index < turns.size(); ++index) {
    const Turn& turn = turns[index];
    const int words = static_cast<int>(word_counts[index]);
    metrics.words += words;
    if (turn.speaker == Speaker::Other) continue;
    const int questions = is_punctuated ? count_question_marks(turn.text) : count_question_openers(turn.text);
    if (turn.speaker == Speaker::Agent) {
      has_agent = true;
      agent_words += words;
      metrics.agent_questions += questions;
      metrics.filler_words += count_filler_words(turn.text);
    } else {
      caller_words += words;
      metrics.caller_questions += questions;
    }
  }
  if (has_agent && agent_words + caller_words > 0) {
    metrics.agent_talk_share = static_cast<double>(agent_words) / (agent_words + caller_words);
  }
  metrics.longest_agent_run_words = longest_run_words(turns, word_counts, Speaker::Agent);
  metrics.longest_caller_run_words = longest_run_words(turns, word_counts, Speaker::Caller);
  if (duration_seconds && *duration_seconds >= kShortestMeasuredSeconds && metrics.turns > 0) {
    metrics.words_per_minute = metrics.words * kSecondsPerMinute / *duration_seconds;
    metrics.turns_per_minute = metrics.turns * kSecondsPerMinute / *duration_seconds;
  }
  metrics.median_response_seconds = median_response_seconds(turns, word_counts);
  return metrics;
}

}  // namespace calltracker
