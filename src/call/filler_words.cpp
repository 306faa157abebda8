// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "call/metrics.hpp"

namespace calltracker {
namespace {

constexpr auto kAlways = std::to_array<std::string_view>(
    {"um", "umm", "uhm", "uh", "uhh", "erm", "er", "eh", "ehh", "basically", "literally"});
// Words that may be meant; set off by a comma on both sides, or opening the sentence, they are not.
constexpr auto kWhenSetOff = std::to_array<std::string_view>({"like", "este", "actually", "honestly"});
constexpr auto kPhrasesWhenSetOff = std::to_array<std::pair<std::string_view, std::string_view>>(
    {{"you", "know"}, {"i", "mean"}, {"sort", "of"}, {"kind", "of"}});
// "Do you know", "you know what": knowing is meant.
constexpr auto kBeforeKnowing =
    std::to_array<std::string_view>({"do", "did", "if", "let", "as", "would", "how", "don't"});
constexpr auto kAfterKnowing =
    std::to_array<std::string_view>({"what", "how", "if", "that", "where", "when", "who", "why", "the",
                                     "about", "anything", "your", "my", "it", "of"});

constexpr std::string_view kFirstLetters = "uebhaliysk";  // of every word above

template <std::size_t Count>
bool contains(const std::array<std::string_view, Count>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

class FillerCount {
 public:
  explicit FillerCount(std::string_view text) : text_(to_lower_ascii(text)), words_(split_words(text_)) {}

  int count() const {
    int fillers = 0;
    for (std::size_t index = 0; index < words_.size(); ++index) {
      if (kFirstLetters.find(words_[index].front()) == std::string_view::npos) continue;
      if (contains(kAlways, words_[index])) {
        ++fillers;
      } else if (contains(kWhenSetOff, words_[index])) {
        fillers += is_set_off(index, index) ? 1 : 0;
      } else if (is_filler_phrase(index)) {
        ++fillers;
        ++index;
      }
    }
    return fillers;
  }

 private:
  bool is_filler_phrase(std::size_t index) const {
    if (index + 1 >= words_.size()) return false;
    const std::pair phrase(words_[index], words_[index + 1]);
    if (std::find(kPhrasesWhenSetOff.begin(), kPhrasesWhenSetOff.end(), phrase) == kPhrasesWhenSetOff.end())
      return false;
    if (is_set_off(index, index + 1)) return true;
    if (phrase.first != "you") return false;
    const bool meant = (index > 0 && contains(kBeforeKnowing, words_[index - 1])) ||
                       (index + 2 < words_.size() && contains(kAfterKnowing, words_[index + 2]));
    return !meant && before(index) != '.' && before(index) != '\0';
  }

  bool is_set_off(std::size_t first, std::size_t last) const {
    const char left = before(first);
    const char right = after(last);
    const bool opens = left == '\0' || left == ',' || left == '.' || left == '?' || left == '!';
    return opens && (right == ',' || right == '.');
  }

  // The punctuation on that side; '\0' at the ends of the text, ' ' when there is none.
  char before(std::size_t index) const {
    if (index == 0) return '\0';
    return punctuation(words_[index - 1].data() + words_[index - 1].size(), words_[index].data());
  }
  char after(std::size_t index) const {
    const char* end = words_[index].data() + words_[index].size();
    const char* next = index + 1 < words_.size() ? words_[index + 1].data() : text_.data() + text_.size();
    return punctuation(end, next);
  }
  static char punctuation(const char* begin, const char* end) {
    const char* found = std::find_if(begin, end, [](char c) { return c != ' '; });
    return found == end ? ' ' : *found;
  }

  std::string text_;
  std::vector<std::string_view> words_;
};

}  // namespace

int count_filler_words(std::string_view text) {
  return FillerCount(text).count();
}

}  // namespace calltracker
