// SPDX-License-Identifier: MIT
#include "bronze/columns/map_columns.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "base/text.hpp"

namespace calltracker::bronze {
namespace {

constexpr int kExactStrength = 1000;
constexpr int kPartStrength = 400;
constexpr int kNearStrength = 300;
constexpr int kStrengthPerExtraWord = 30;
constexpr int kScorePerChoice = 20;
constexpr std::size_t kExtraWordsMax = 2;
constexpr std::size_t kShortestNearAlias = 6;
constexpr std::size_t kLongestHeader = 60;

// "Transcript summary" is not a transcript.
constexpr auto kOtherThing = std::to_array<std::string_view>(
    {"id",       "summary", "status", "score",     "count",   "language", "confidence",
     "type",     "quality", "reason", "email",     "url",     "link",     "city",
     "state",    "country", "zip",    "available", "enabled", "provider", "percentage",
     "analysis", "words",   "title",  "sentiment", "error",   "duration"});

struct Candidate {
  CallField field = CallField::StartTime;
  std::size_t header = 0;  // index
  int strength = 0;
};

using AliasTable = std::unordered_map<std::string_view, std::vector<std::pair<CallField, int>>>;

const AliasTable& alias_table() {
  static const AliasTable table = [] {
    AliasTable aliases;
    for (const FieldInfo& info : call_fields()) {
      for (std::size_t rank = 0; rank < info.aliases.size(); ++rank) {
        aliases[info.aliases[rank]].emplace_back(info.field, static_cast<int>(rank));
      }
    }
    return aliases;
  }();
  return table;
}

std::vector<std::string_view> words_of(std::string_view words) {
  std::vector<std::string_view> list = split(words, ' ');
  std::erase(list, std::string_view());
  return list;
}

// The alias stands whole inside a longer header that adds no word of another meaning: "CallRail Start Time".
std::optional<int> part_strength(const std::vector<std::string_view>& header, std::string_view alias) {
  const std::vector<std::string_view> part = words_of(alias);
  const bool telling = part.size() >= 2 || alias.starts_with("transcri");
  if (!telling || header.size() <= part.size() || header.size() - part.size() > kExtraWordsMax)
    return std::nullopt;
  const auto found = std::search(header.begin(), header.end(), part.begin(), part.end());
  if (found == header.end()) return std::nullopt;
  const auto is_other_thing = [](std::string_view word) {
    return std::find(kOtherThing.begin(), kOtherThing.end(), word) != kOtherThing.end();
  };
  const auto behind = found + static_cast<std::ptrdiff_t>(part.size());
  if (std::any_of(header.begin(), found, is_other_thing) ||
      std::any_of(behind, header.end(), is_other_thing)) {
    return std::nullopt;
  }
  return kPartStrength - kStrengthPerExtraWord * static_cast<int>(header.size() - part.size());
}

void add_inexact(std::vector<Candidate>& candidates, std::string_view words, std::size_t index) {
  const std::vector<std::string_view> header = words_of(words);
  for (const FieldInfo& info : call_fields()) {
    int best = 0;
    for (std::size_t rank = 0; rank < info.aliases.size(); ++rank) {
      const std::string& alias = info.aliases[rank];
      int strength = part_strength(header, alias).value_or(0);
      const bool similar_length = alias.size() + 1 >= words.size() && words.size() + 1 >= alias.size();
      if (strength == 0 && similar_length && alias.size() >= kShortestNearAlias &&
          edit_distance(words, alias) == 1) {
        strength = kNearStrength;
      }
      if (strength != 0) best = std::max(best, strength - static_cast<int>(rank));
    }
    if (best > 0) candidates.push_back({info.field, index, best});
  }
}

class Mapper {
 public:
  Mapper(const std::vector<HeaderCell>& headers, const std::vector<ColumnProfile>& profiles)
      : headers_(headers), profiles_(profiles), taken_(headers.size()) {
    for (const HeaderCell& header : headers) {
      words_.push_back(header.text.size() > kLongestHeader ? "" : normalise_header(header.text).words);
    }
  }

  MappedHeaders map(const std::vector<ColumnChoice>& choices) {
    for (const ColumnChoice& choice : choices) apply(choice);
    std::vector<Candidate> candidates = find_candidates();
    std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
      return std::tuple(-a.strength, a.header, a.field) < std::tuple(-b.strength, b.header, b.field);
    });
    for (const Candidate& candidate : candidates) consider(candidate);
    find_transcript_by_content();
    settle_date_and_clock();
    for (const MappedColumn& column : result_.mapping.columns())
      result_.score += info_of(column.field).weight;
    return std::move(result_);
  }

 private:
  void apply(const ColumnChoice& choice) {
    if (choice.header.empty()) {
      barred_.insert(choice.field);
      return;
    }
    const auto index = find_header(choice.header);
    if (!index) {
      result_.missing.push_back(choice);
      return;
    }
    take(choice.field, *index, MappedBy::Choice);
    result_.score += kScorePerChoice;
  }

  // The header as written, else as normalised.
  std::optional<std::size_t> find_header(std::string_view text) const {
    const auto exact = std::find_if(headers_.begin(), headers_.end(), [text](const HeaderCell& header) {
      return equals_ignoring_case(trim(header.text), trim(text));
    });
    if (exact != headers_.end()) return static_cast<std::size_t>(exact - headers_.begin());
    const std::string words = normalise_header(text).words;
    const auto similar = std::find(words_.begin(), words_.end(), words);
    if (words.empty() || similar == words_.end()) return std::nullopt;
    return static_cast<std::size_t>(similar - words_.begin());
  }

  std::vector<Candidate> find_candidates() const {
    std::vector<Candidate> candidates;
    for (std::size_t index = 0; index < headers_.size(); ++index) {
      if (taken_[index] || words_[index].empty()) continue;
      const auto found = alias_table().find(words_[index]);
      if (found == alias_table().end()) {
        add_inexact(candidates, words_[index], index);
        continue;
      }
      for (const auto& [field, rank] : found->second)
        candidates.push_back({field, index, kExactStrength - rank});
    }
    return candidates;
  }

  void consider(const Candidate& candidate) {
    if (barred_.contains(candidate.field)) return;
    if (taken_[candidate.header] || !profiles_[candidate.header].fits(info_of(candidate.field).shape)) return;
    const MappedColumn* used = result_.mapping.find(candidate.field);
    if (used == nullptr) {
      take(candidate.field, candidate.header, MappedBy::Name);
    } else if (used->by != MappedBy::Choice && candidate.strength > kPartStrength &&
               used->header != headers_[candidate.header].text) {
      result_.rivals.push_back({candidate.field, used->header, headers_[candidate.header].text});
    }
  }

  void take(CallField field, std::size_t index, MappedBy by) {
    if (taken_[index] && by == MappedBy::Choice) release(headers_[index].column);
    result_.mapping.remove(field);
    result_.mapping.add(
        {.field = field, .header = headers_[index].text, .column = headers_[index].column, .by = by});
    taken_[index] = true;
  }

  void release(std::uint32_t column) {
    const std::vector<MappedColumn> columns = result_.mapping.columns();
    for (const MappedColumn& mapped : columns) {
      if (mapped.column == column) result_.mapping.remove(mapped.field);
    }
  }

  void find_transcript_by_content() {
    if (result_.mapping.find(CallField::Transcript) != nullptr || barred_.contains(CallField::Transcript))
      return;
    for (std::size_t index = 0; index < headers_.size(); ++index) {
      const ColumnProfile& profile = profiles_[index];
      if (taken_[index] || profile.dialogues == 0 || 2 * profile.dialogues < profile.filled) continue;
      take(CallField::Transcript, index, MappedBy::Content);
      return;
    }
  }

  const ColumnProfile& profile_of(const MappedColumn& column) const {
    for (std::size_t index = 0; index < headers_.size(); ++index) {
      if (headers_[index].column == column.column) return profiles_[index];
    }
    return profiles_.front();
  }

  // A start time without a clock, beside a column of clocks, is only the date. A clock beside a full time is
  // nothing.
  void settle_date_and_clock() {
    const MappedColumn* clock = result_.mapping.find(CallField::StartClock);
    const MappedColumn* start = result_.mapping.find(CallField::StartTime);
    if (clock == nullptr) return;
    if (start != nullptr && start->by != MappedBy::Choice) {
      const ColumnProfile& profile = profile_of(*start);
      if (2 * profile.dated_clocks < profile.filled || profile.filled == 0) {
        result_.mapping.rename(CallField::StartTime, CallField::StartDate);
        return;
      }
    }
    const bool has_date = result_.mapping.find(CallField::StartDate) != nullptr;
    if (!has_date && clock->by != MappedBy::Choice) result_.mapping.remove(CallField::StartClock);
  }

  const std::vector<HeaderCell>& headers_;
  const std::vector<ColumnProfile>& profiles_;
  std::vector<std::string> words_;
  std::vector<bool> taken_;
  std::set<CallField> barred_;
  MappedHeaders result_;
};

}  // namespace

MappedHeaders map_columns(const std::vector<HeaderCell>& headers, const std::vector<ColumnProfile>& profiles,
                          const std::vector<ColumnChoice>& choices) {
  return Mapper(headers, profiles).map(choices);
}

}  // namespace calltracker::bronze
