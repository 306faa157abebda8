// SPDX-License-Identifier: MIT
#include "bronze/transcript/role_cues.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <unordered_map>
#include <utility>

#include "base/json.hpp"
#include "base/text.hpp"
#include "bronze/embedded_files.hpp"

namespace calltracker::bronze {
namespace {

constexpr std::size_t kGreetingWords = 40;
constexpr std::size_t kGreetingBytes = 160;
constexpr int kUsesCounted = 2;
constexpr int kCompanyPoints = 4;
constexpr int kOwnNamePoints = 2;

struct Cue {
  std::vector<std::string> words;
  int agent_points = 0;
  int caller_points = 0;
  bool is_greeting = false;
  bool is_inbound_only = false;
};

struct CueTable {
  std::vector<Cue> cues;
  std::unordered_map<std::string_view, std::vector<std::size_t>> by_first_word;  // views into cues
  std::array<std::uint32_t, 256>
      lengths_by_first_byte{};  // bit n: some first word with that byte has n bytes

  bool may_start(std::string_view word) const {
    return word.size() < 32 &&
           (lengths_by_first_byte[static_cast<unsigned char>(word.front())] >> word.size() & 1) != 0;
  }
};

CueTable load_cues() {
  const json::value document = parse_json(embedded::file("transcript/role_cues.json"), "role_cues.json");
  const JsonReader root(document, "cues");
  CueTable table;
  for (const std::string_view side : {"agent", "caller"}) {
    for (const JsonReader& item : root.at(side).as_array()) {
      Cue cue{.words = {},
              .is_greeting = item.bool_if_any("strong").value_or(false),
              .is_inbound_only = item.bool_if_any("inboundOnly").value_or(false)};
      const std::string phrase = item.at("phrase").as_string();
      for (const std::string_view word : split_words(phrase)) cue.words.emplace_back(word);
      (side == "agent" ? cue.agent_points : cue.caller_points) = static_cast<int>(item.at("weight").as_int());
      table.cues.push_back(std::move(cue));
    }
  }
  for (std::size_t index = 0; index < table.cues.size(); ++index) {
    const std::string& first = table.cues[index].words.front();
    table.by_first_word[first].push_back(index);
    table.lengths_by_first_byte[static_cast<unsigned char>(first.front())] |= 1U << first.size();
  }
  return table;
}

const CueTable& cue_table() {
  static const CueTable table = load_cues();
  return table;
}

// Lower case, with typewriter apostrophes.
std::string fold(std::string_view text) {
  std::string folded = to_lower_ascii(text);
  for (std::size_t at = folded.find("\xE2\x80\x99"); at != std::string::npos;
       at = folded.find("\xE2\x80\x99", at)) {
    folded.replace(at, 3, "'");
  }
  return folded;
}

bool matches_at(const Cue& cue, const std::vector<std::string_view>& words, std::size_t at) {
  if (at + cue.words.size() > words.size()) return false;
  for (std::size_t index = 0; index < cue.words.size(); ++index) {
    if (words[at + index] != cue.words[index]) return false;
  }
  return true;
}

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool ends_with_word(std::string_view text, std::string_view word) {
  return text.ends_with(word) &&
         (text.size() == word.size() || !is_letter_or_digit(text[text.size() - word.size() - 1]));
}

std::string_view first_word(std::string_view name) {
  return name.substr(0, name.find(' '));
}

std::string folded_first_name(std::string_view full_name) {
  constexpr std::size_t kShortestName = 3;
  std::string name = fold(first_word(trim(full_name)));
  return name.size() < kShortestName ? std::string() : name;
}

bool says_own_name(std::string_view folded, std::string_view name) {
  if (name.empty()) return false;
  for (std::size_t at = folded.find(name); at != std::string_view::npos; at = folded.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    if (end < folded.size() && is_letter_or_digit(folded[end])) continue;
    for (const std::string_view opening : {"this is ", "name is ", "my name's ", "i'm "}) {
      if (folded.substr(0, at).ends_with(opening)) return true;
    }
  }
  return false;
}

// "This is Brian with", "Derek here at", "you got Derek at": a person and then the company they belong to. Of
// somebody else ("I talked to Brian at") it says nothing.
bool introduces_self(std::string_view before) {
  constexpr std::size_t kIntroductionBytes = 32;
  const std::string_view near = before.substr(before.size() - std::min(before.size(), kIntroductionBytes));
  for (const std::string_view opening :
       {"this is ", "it's ", "you got ", "you have ", " here ", "name is ", "name's "}) {
    const std::size_t at = near.rfind(opening);
    if (at != std::string_view::npos && split_words(near.substr(at + opening.size())).size() <= 4)
      return true;
  }
  return false;
}

// Words with which only the one who answers leads up to the company's name.
bool leads_to_own_company(std::string_view before) {
  before = trim(before);
  if (before.ends_with(',') || before.ends_with('.')) before = trim(before.substr(0, before.size() - 1));
  if (before.empty()) return true;
  const auto ends_with_any = [before](std::initializer_list<std::string_view> leads) {
    return std::any_of(leads.begin(), leads.end(),
                       [before](std::string_view lead) { return ends_with_word(before, lead); });
  };
  if (ends_with_any({"with", "from", "at"})) return introduces_self(before);
  return ends_with_any({"for calling", "good morning", "good afternoon", "good evening", "welcome to",
                        "hello", "hi", "reached", "llamar a"});
}

}  // namespace

FoldedHints::FoldedHints(const RoleHints& hints)
    : agent_first_name(folded_first_name(hints.agent_name)),
      caller_first_name(folded_first_name(hints.caller_name)),
      is_outbound(hints.is_outbound) {
  for (const std::string& company : hints.company_names) {
    if (!company.empty()) company_names.push_back(fold(company));
  }
}

void RoleEvidenceGatherer::add(std::string_view text) {
  if (words_ > words_max_) return;
  const std::string folded = fold(text);
  const std::vector<std::string_view> words = split_words(folded);
  if (words_ < kGreetingWords) {
    add_company(std::string_view(folded).substr(0, kGreetingBytes));
    add_own_name(folded);
  }
  add_phrases(words);
  words_ += words.size();
}

void RoleEvidenceGatherer::add_phrases(const std::vector<std::string_view>& words) {
  const CueTable& table = cue_table();
  uses_.resize(table.cues.size());
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (!table.may_start(words[at])) continue;
    const auto found = table.by_first_word.find(words[at]);
    if (found == table.by_first_word.end()) continue;
    for (const std::size_t index : found->second) {
      const Cue& cue = table.cues[index];
      if (cue.is_inbound_only && hints_->is_outbound) continue;
      if (uses_[index] >= kUsesCounted || !matches_at(cue, words, at)) continue;
      ++uses_[index];
      evidence_.agent += cue.agent_points;
      evidence_.caller += cue.caller_points;
      evidence_.greets |= cue.is_greeting;
    }
  }
}

void RoleEvidenceGatherer::add_company(std::string_view folded) {
  if (evidence_.names_company) return;
  for (const std::string& name : hints_->company_names) {
    const std::size_t at = folded.find(name);
    if (at == std::string_view::npos) continue;
    const std::size_t end = at + name.size();
    const bool whole = end == folded.size() || !is_letter_or_digit(folded[end]);
    const std::size_t question = folded.find_first_of("?.!", end);
    const bool asked = question != std::string_view::npos && folded[question] == '?' && question - end < 4;
    if (!whole || asked || !leads_to_own_company(folded.substr(0, at))) continue;
    evidence_.names_company = true;
    evidence_.agent += kCompanyPoints;
    return;
  }
}

void RoleEvidenceGatherer::add_own_name(std::string_view folded) {
  if (says_own_name(folded, hints_->agent_first_name)) evidence_.agent += kOwnNamePoints;
  if (says_own_name(folded, hints_->caller_first_name)) evidence_.caller += kOwnNamePoints;
}

}  // namespace calltracker::bronze
