// SPDX-License-Identifier: MIT
#include "bronze/transcript/labelled_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
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

// Bytes at which a sentence, or a line, may end; and those with which a bracketed time or bold label starts.
enum ByteClass : std::uint8_t { kNothing = 0, kSentenceEnd = 1, kLineEnd = 2, kVisibleStart = 4 };

constexpr std::array<std::uint8_t, 256> make_byte_classes() {
  std::array<std::uint8_t, 256> classes{};
  for (const char c : std::string_view(".?!\")]'*;-")) classes[static_cast<unsigned char>(c)] |= kSentenceEnd;
  // The last bytes of an ellipsis, closing quotes and a long dash.
  for (const unsigned char c : {0xA6, 0x9D, 0x99, 0x94}) classes[c] |= kSentenceEnd;
  for (const char c : std::string_view("[(*")) classes[static_cast<unsigned char>(c)] |= kVisibleStart;
  classes['\n'] |= kLineEnd;
  return classes;
}
constexpr std::array<std::uint8_t, 256> kByteClasses = make_byte_classes();

bool ends_sentence(std::string_view before) {
  if (static_cast<unsigned char>(before.back()) < 0x80) return true;
  return before.ends_with("\xE2\x80\xA6") || before.ends_with("\xE2\x80\x9D") ||
         before.ends_with("\xE2\x80\x99") || before.ends_with("\xE2\x80\x94");
}

bool starts_visibly(std::string_view rest) {
  if (rest.size() < 2) return false;
  return rest[0] == '*' ? rest[1] == '*' : is_digit(rest[1]);
}

// As collapse_whitespace, for text that nearly always has nothing to collapse.
std::string single_spaced(std::string_view text) {
  text = trim(text);
  bool has_more = false;
  bool after_blank = false;
  for (const char c : text) {
    const bool blank = c == ' ';
    has_more |= (blank & after_blank) | (static_cast<unsigned char>(c - '\t') < 5);
    after_blank = blank;
  }
  return has_more ? collapse_whitespace(text) : std::string(text);
}

class LabelledText {
 public:
  LabelledText(std::string_view text, const KnownNames& names) : text_(text), names_(names) {}

  std::vector<Piece> split() {
    collect(Boundaries::SentenceEnds);
    const std::size_t strict_count = known_count();
    if (strict_count == 1 && !markers_.empty() && markers_.front().begin == 0) collect_between_words();
    if (!markers_.empty() && markers_.front().begin == 0 && lines_ == 1) collect_own_labels();
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
      } else {
        ++position;
      }
      const bool found = boundaries == Boundaries::AnyBlank ? advance_to_word(position, place)
                                                            : advance_to_sentence(position, place);
      if (!found) break;
    }
  }

  bool advance_to_word(std::size_t& position, MarkerPlace& place) {
    while (position < text_.size() && !is_white(text_[position])) ++position;
    return skip_white(position, place);
  }

  // Moves to what follows the end of a sentence or line, or to something that starts visibly after a blank.
  bool advance_to_sentence(std::size_t& position, MarkerPlace& place) {
    for (; position < text_.size(); ++position) {
      const std::uint8_t classes = kByteClasses[static_cast<unsigned char>(text_[position])];
      if (classes == kNothing) continue;
      if ((classes & kLineEnd) != 0) return skip_white(position, place);
      if ((classes & kVisibleStart) != 0 && position > 0 && is_white(text_[position - 1]) &&
          starts_visibly(text_.substr(position))) {
        place = MarkerPlace::Inline;
        return true;
      }
      const bool before_blank = position + 1 < text_.size() && is_white(text_[position + 1]);
      if ((classes & kSentenceEnd) != 0 && before_blank && ends_sentence(text_.substr(0, position + 1))) {
        ++position;
        return skip_white(position, place);
      }
    }
    return false;
  }

  bool skip_white(std::size_t& position, MarkerPlace& place) {
    place = MarkerPlace::Inline;
    for (; position < text_.size() && is_white(text_[position]); ++position) {
      if (text_[position] != '\n') continue;
      if (place == MarkerPlace::Inline) ++lines_;
      place = MarkerPlace::LineStart;
    }
    return position < text_.size();
  }

  static bool is_role(const Marker& marker) {
    return marker.label.kind != LabelKind::None && marker.label.kind != LabelKind::Name;
  }

  std::size_t known_count() const {
    return static_cast<std::size_t>(std::count_if(markers_.begin(), markers_.end(), is_role));
  }

  // Some systems write no punctuation. Then parts count as labels after any blank, if that finds a
  // conversation.
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

  // Whoever is interrupted ends without a full stop, and some transcripts have few. In a text of one line its
  // own labels for parts count after any blank, except as a thing that is spoken of ("I told the Agent: no").
  void collect_own_labels() {
    std::set<std::string> labels;
    for (const Marker& marker : markers_) {
      if (is_role(marker)) labels.insert(marker.label.text);
    }
    if (labels.empty()) return;
    std::vector<Marker> strict = std::exchange(markers_, {});
    collect(Boundaries::AnyBlank);
    add_answering_labels(labels);
    std::erase_if(markers_, [&](const Marker& marker) {
      return !is_role(marker) || !labels.contains(marker.label.text) || is_spoken_of(marker);
    });
    // What was found by the strict reading stays as it was read.
    strict.insert(strict.end(), std::make_move_iterator(markers_.begin()),
                  std::make_move_iterator(markers_.end()));
    std::stable_sort(strict.begin(), strict.end(),
                     [](const Marker& a, const Marker& b) { return a.begin < b.begin; });
    const auto same_place = [](const Marker& a, const Marker& b) { return a.begin == b.begin; };
    strict.erase(std::unique(strict.begin(), strict.end(), same_place), strict.end());
    markers_ = std::move(strict);
  }

  // One side may never come after a full stop: what answers the only label, more than once, is its other.
  void add_answering_labels(std::set<std::string>& labels) const {
    if (labels.size() > 1) return;
    const std::string only = *labels.begin();
    std::map<std::string, int> others;
    std::string last;
    for (const Marker& marker : markers_) {
      if (!is_role(marker) || is_spoken_of(marker)) continue;
      if (last == only && marker.label.text != only) ++others[marker.label.text];
      last = marker.label.text;
    }
    for (const auto& [label, times] : others) {
      if (times > 1) labels.insert(label);
    }
  }

  bool is_spoken_of(const Marker& marker) const {
    static constexpr std::array<std::string_view, 12> kDeterminers = {
        "the", "a", "an", "my", "your", "our", "his", "her", "their", "this", "that", "another"};
    const std::string_view before = trim(text_.substr(0, marker.begin));
    const std::string_view word = before.substr(before.find_last_of(" \t\n") + 1);
    return std::any_of(kDeterminers.begin(), kDeterminers.end(), [word](std::string_view determiner) {
      return equals_ignoring_case(word, determiner);
    });
  }

  bool is_hinted(std::string_view name) const {
    return names_match(name, names_.agent) || names_match(name, names_.caller);
  }

  void decide_names() {
    reject_names_without_words();
    std::map<std::string, std::size_t> uses;
    for (const Marker& marker : markers_) {
      if (marker.label.kind == LabelKind::Name) ++uses[marker.label.text];
    }
    if (uses.empty()) return;
    std::set<std::string> accepted;
    for (const auto& [name, count] : uses) {
      if (count >= kNameUsesMin || is_hinted(name)) accepted.insert(name);
    }
    const bool names_parts = known_count() > 0;
    const bool starts_labelled = markers_.front().begin == 0;
    const bool first_accepted = is_role(markers_.front()) || accepted.contains(markers_.front().label.text);
    const bool trusted = starts_labelled && first_accepted && accepted.size() <= kMostNames;
    // A name used once is believed beside one that is used as a label, where no parts are named.
    const bool believe_single = !accepted.empty() && !names_parts && uses.size() <= kMostNames;
    for (Marker& marker : markers_) {
      if (marker.label.kind != LabelKind::Name) continue;
      const bool fits = trusted && (believe_single || accepted.contains(marker.label.text));
      // Where parts are named, a person's name may still head a line; inside one, or as a letter, it is
      // speech.
      const bool against_roles =
          names_parts && (marker.place == MarkerPlace::Inline || marker.label.text.size() == 1);
      if (!fits || against_roles) reject_label(marker);
    }
    drop_empty_markers();
  }

  // Nobody says nothing: "Note:" with nothing behind it is a word.
  void reject_names_without_words() {
    for (std::size_t index = 0; index < markers_.size(); ++index) {
      Marker& marker = markers_[index];
      const std::size_t end = index + 1 < markers_.size() ? markers_[index + 1].begin : text_.size();
      const bool empty = trim(text_.substr(marker.end, end - marker.end)).empty();
      if (marker.label.kind == LabelKind::Name && empty) reject_label(marker);
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
    pieces.reserve(markers_.size() + 1);
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
    std::string words = single_spaced(text);
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
