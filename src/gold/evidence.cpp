// SPDX-License-Identifier: MIT
#include "gold/evidence.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"

namespace calltracker::gold {
namespace {

// A model that is told twenty things corrects none of them.
constexpr std::size_t kProblemsShownMax = 12;

// " thank you for calling ": words in lower case with a space on either side, so that whole words match.
std::string plain_words(std::string_view text) {
  std::string plain = " ";
  for (const std::string_view word : split_words(text)) plain += to_lower_ascii(word) + " ";
  return plain;
}

}  // namespace

Evidence::Evidence(const CallRecord& call) {
  for (const Turn& turn : call.turns) turns_.emplace(turn.number, &turn);
}

std::vector<int> Evidence::existing(const std::vector<std::int64_t>& cited, std::string_view place) {
  std::set<int> kept;
  std::vector<std::int64_t> missing;
  for (const std::int64_t number : cited) {
    if (turns_.contains(number)) {
      kept.insert(static_cast<int>(number));
    } else {
      missing.push_back(number);
    }
  }
  if (!missing.empty()) {
    add_problem(place, fmt::format("there is no turn {}", fmt::join(missing, ", ")));
  }
  return {kept.begin(), kept.end()};
}

bool Evidence::could_be(const Turn& turn, Speaker speaker) const {
  return turn.speaker == speaker || turn.speaker == Speaker::Other;
}

bool Evidence::expect_any_of(Speaker speaker, const std::vector<int>& turns, std::string_view place) {
  const bool has_one = std::any_of(turns.begin(), turns.end(),
                                   [&](int number) { return could_be(*turns_.at(number), speaker); });
  if (!has_one) add_problem(place, fmt::format("cite at least one turn of the {}", name_of(speaker)));
  return has_one;
}

bool Evidence::expect(Speaker speaker, std::int64_t turn, std::string_view place) {
  const auto found = turns_.find(turn);
  if (found == turns_.end()) {
    add_problem(place, fmt::format("there is no turn {}", turn));
    return false;
  }
  if (could_be(*found->second, speaker)) return true;
  add_problem(place, fmt::format("turn {} is not the {}'s", turn, name_of(speaker)));
  return false;
}

bool Evidence::expect_words(std::string_view words, std::int64_t turn, std::string_view place) {
  const auto found = turns_.find(turn);
  if (found != turns_.end() &&
      plain_words(found->second->text).find(plain_words(words)) != std::string::npos) {
    return true;
  }
  add_problem(place, fmt::format("the text does not stand word for word in turn {}", turn));
  return false;
}

void Evidence::add_problem(std::string_view place, std::string_view problem) {
  problems_.push_back(fmt::format("{}: {}", place, problem));
}

std::string Evidence::summary() const {
  const std::size_t shown = std::min(problems_.size(), kProblemsShownMax);
  std::string text = fmt::format(
      "{}", fmt::join(problems_.begin(), problems_.begin() + static_cast<std::ptrdiff_t>(shown), "; "));
  if (shown < problems_.size()) text += fmt::format("; and {} more", problems_.size() - shown);
  return text;
}

}  // namespace calltracker::gold
