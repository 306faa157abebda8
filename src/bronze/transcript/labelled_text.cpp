// SPDX-License-Identifier: MIT
#include "bronze/transcript/labelled_text.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "bronze/transcript/marker.hpp"
#include "bronze/values/text_cursor.hpp"

namespace calltracker::bronze {
namespace {

constexpr std::size_t kMostNames = 6;
constexpr std::size_t kNameUsesMin = 2;
constexpr std::size_t kBareTimesMin = 3;
constexpr double kFirstClockOfDaySeconds = 3600;  // a call that "starts" later shows the time of day

enum class Boundaries { SentenceEnds, AnyBlank };

bool is_white(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

bool ends_sentence(std::string_view before) {
  if (before.empty()) return true;
  constexpr std::string_view kEnds = ".?!\")]'*;-";
  if (kEnds.find(before.back()) != std::string_view::npos) return true;
  for (const std::string_view end : {"\xE2\x80\xA6", "\xE2\x80\x9D", "\xE2\x80\x99", "\xE2\x80\x94"}) {
    if (before.ends_with(end)) return true;
  }
  return false;
}

bool starts_visibly(std::string_view rest) {
  const bool time = rest.size() > 1 && (rest.front() == '[' || rest.front() == '(') && is_digit(rest[1]);
  return time || rest.starts_with("**");
}

class LabelledText {
 public:
  LabelledText(std::string_view text, const KnownNames& names) : text_(text), names_(names) {}

  std::vector<Piece> split() {
    collect(Boundaries::SentenceEnds);
    const std::size_t strict_count = known_count();
    if (strict_count == 1 && !markers_.empty() && markers_.front().begin == 0) collect_between_words();
    decide_names();
    decide_bare_times();
    return cut();
  }

 private:
  // Candidates at every place where a marker may stand.
  void collect(Boundaries boundaries) {
    markers_.clear();
    lines_ = 1;
    std::size_t position = 0;
    MarkerPlace place = MarkerPlace::LineStart;
    while (position < text_.size()) {
      if (auto marker = match_marker(text_, position, place)) {
        position = std::max(marker->end, position + 1);
        markers_.push_back(*std::move(marker));
      }
      if (!advance(position, place, boundaries)) break;
    }
  }

  // Moves to the start of the next word that stands at a boundary.
  bool advance(std::size_t& position, MarkerPlace& place, Boundaries boundaries) {
    while (position < text_.size()) {
      while (position < text_.size() && !is_white(text_[position])) ++position;
      const std::size_t word_end = position;
      bool new_line = false;
      while (position < text_.size() && is_white(text_[position])) new_line |= text_[position++] == '\n';
      if (position >= text_.size()) return false;
      if (new_line) ++lines_;
      place = new_line ? MarkerPlace::LineStart : MarkerPlace::Inline;
      if (new_line || boundaries == Boundaries::AnyBlank || ends_sentence(text_.substr(0, word_end)) ||
          starts_visibly(text_.substr(position))) {
        return true;
      }
    }
    return false;
  }

  static bool is_role(const Marker& marker) {
    return marker.label.kind != LabelKind::None && marker.label.kind != LabelKind::Name;
  }

  std::size_t known_count() const {
    return static_cast<std::size_t>(std::count_if(markers_.begin(), markers_.end(), is_role));
  }

  // Some systems write no punctuation. Then parts count as labels after any blank, if that finds a conversation.
  void collect_between_words() {
    const std::size_t strict_lines = lines_;
    std::vector<Marker> strict = std::exchange(markers_, {});
    collect(Boundaries::AnyBlank);
    std::erase_if(markers_, [](const Marker& marker) {
      return marker.place == MarkerPlace::Inline && !is_role(marker) && !marker.is_time_bracketed;
    });
    std::set<std::string> labels;
    for (const Marker& marker : markers_) labels.insert(marker.label.text);
    if (known_count() >= 3 && labels.size() >= 2) return;
    markers_ = std::move(strict);
    lines_ = strict_lines;
  }

  bool is_hinted(std::string_view name) const { return names_match(name, names_.agent) || names_match(name, names_.caller); }

  void decide_names() {
    std::map<std::string, std::size_t> uses;
    bool inline_roles = false;
    for (const Marker& marker : markers_) {
      if (marker.label.kind == LabelKind::Name) ++uses[marker.label.text];
      inline_roles |= is_role(marker) && marker.place == MarkerPlace::Inline;
    }
    if (uses.empty()) return;
    std::set<std::string> accepted;
    for (const auto& [name, count] : uses) {
      if (count >= kNameUsesMin || is_hinted(name)) accepted.insert(name);
    }
    const bool starts_labelled = markers_.front().begin == 0;
    const bool first_accepted = is_role(markers_.front()) || accepted.contains(markers_.front().label.text);
    const bool trusted = starts_labelled && first_accepted && accepted.size() <= kMostNames;
    // A name used once is believed beside one that is used as a label.
    const bool believe_single = trusted && !accepted.empty() && uses.size() <= kMostNames;
    for (Marker& marker : markers_) {
      if (marker.label.kind != LabelKind::Name) continue;
      const bool fits = trusted && (believe_single || accepted.contains(marker.label.text));
      const bool against_roles = inline_roles && marker.place == MarkerPlace::Inline;
      if (!fits || against_roles) reject_label(marker);
    }
    drop_empty_markers();
  }

  static void reject_label(Marker& marker) {
    marker.label = {};
    marker.end = marker.time_end;
    // A time that stood behind the label goes with it.
    if (marker.time_end == marker.begin) marker.at_seconds.reset();
  }

  void drop_empty_markers() {
    std::erase_if(markers_, [](const Marker& marker) {
      return marker.label.kind == LabelKind::None && !marker.at_seconds;
    });
  }

  // "10:30 works for me" may start a line. Times without brackets or label count only as a habit of the text.
  void decide_bare_times() {
    const auto is_bare = [](const Marker& marker) {
      return marker.label.kind == LabelKind::None && !marker.is_time_bracketed;
    };
    std::size_t bare = 0;
    bool in_order = true;
    double last = 0;
    for (const Marker& marker : markers_) {
      if (!is_bare(marker)) continue;
      ++bare;
      in_order &= *marker.at_seconds >= last;
      last = *marker.at_seconds;
    }
    if (bare >= kBareTimesMin && in_order && 2 * bare >= lines_) return;
    std::erase_if(markers_, is_bare);
  }

  std::vector<Piece> cut() {
    std::vector<Piece> pieces;
    if (markers_.empty()) return pieces;
    add_piece(pieces, {}, std::nullopt, text_.substr(0, markers_.front().begin));
    const double origin = time_origin();
    SpeakerLabel speaker;
    for (std::size_t index = 0; index < markers_.size(); ++index) {
      Marker& marker = markers_[index];
      const std::size_t end = index + 1 < markers_.size() ? markers_[index + 1].begin : text_.size();
      // A time without a label goes on with whoever spoke.
      if (marker.label.kind != LabelKind::None) speaker = marker.label;
      std::optional<double> at = marker.at_seconds;
      if (at) *at -= origin;
      if (at && *at < 0) at.reset();
      add_piece(pieces, speaker, at, text_.substr(marker.end, end - marker.end));
    }
    return pieces;
  }

  double time_origin() const {
    for (const Marker& marker : markers_) {
      if (marker.at_seconds) return *marker.at_seconds >= kFirstClockOfDaySeconds ? *marker.at_seconds : 0;
    }
    return 0;
  }

  static void add_piece(std::vector<Piece>& pieces, const SpeakerLabel& label, std::optional<double> at,
                        std::string_view text) {
    std::string words = collapse_whitespace(text);
    if (!words.empty()) pieces.push_back({.label = label, .at_seconds = at, .text = std::move(words)});
  }

  std::string_view text_;
  const KnownNames& names_;
  std::vector<Marker> markers_;
  std::size_t lines_ = 1;
};

}  // namespace

std::vector<Piece> split_labelled_text(std::string_view text, const KnownNames& names) {
  return LabelledText(text, names).split();
}

}  // namespace calltracker::bronze
