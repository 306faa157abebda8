// SPDX-License-Identifier: MIT
#include "bronze/transcript/marker.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "bronze/transcript/speaker_label.hpp"
#include "bronze/values/text_cursor.hpp"

namespace calltracker::bronze {
namespace {

constexpr std::size_t kLongestLabel = 48;

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}
bool is_break(char c) {
  return c == '\n' || c == '\r';
}
bool is_line_end(std::string_view rest) {
  return rest.empty() || is_break(rest.front());
}

// Rules out nearly every sentence at the cost of one look.
bool may_start_inline(std::string_view rest) {
  if (rest.empty()) return false;
  const auto first = static_cast<unsigned char>(rest.front());
  if (first == '[' || first == '(' || first == '*' || first == '<') return true;
  const bool capitalised = (first >= 'A' && first <= 'Z') || first >= 0x80;
  return capitalised && rest.substr(0, kLongestLabel).find(':') != std::string_view::npos;
}

// "Yes. Caller" is no label, "Dr. Smith" and "J. Smith" are.
bool holds_sentence_end(std::string_view text) {
  for (std::size_t at = 0; at + 1 < text.size(); ++at) {
    if (text[at] == '?' || text[at] == '!') return true;
    if (text[at] != '.' || text[at + 1] != ' ') continue;
    const std::string_view word = text.substr(0, at).substr(text.substr(0, at).find_last_of(' ') + 1);
    const bool shortened =
        word.size() == 1 || word == "Dr" || word == "Mr" || word == "Mrs" || word == "Ms" || word == "St";
    if (!shortened) return true;
  }
  return false;
}

std::size_t count_blanks(std::string_view text) {
  std::size_t count = 0;
  while (count < text.size() && is_blank(text[count])) ++count;
  return count;
}

std::size_t count_of(std::string_view text, char c) {
  std::size_t count = 0;
  while (count < text.size() && text[count] == c) ++count;
  return count;
}

// Matches pieces of a marker one after the other, remembering how far it came.
class MarkerMatcher {
 public:
  MarkerMatcher(std::string_view text, std::size_t begin, MarkerPlace place) : text_(text), position_(begin) {
    marker_.begin = begin;
    marker_.place = place;
  }

  std::optional<Marker> match() {
    skip_decoration();
    take_time();
    marker_.time_end = marker_.at_seconds ? position_ : marker_.begin;
    if (!take_enclosed_label() && !take_label()) {
      if (!marker_.at_seconds) return std::nullopt;
      position_ = marker_.time_end;
    }
    marker_.end = position_;
    return marker_;
  }

 private:
  std::string_view rest() const { return text_.substr(std::min(position_, text_.size())); }
  bool at_line_start() const { return marker_.place == MarkerPlace::LineStart; }

  void skip_decoration() {
    if (at_line_start()) {
      TextCursor cursor(rest());
      cursor.skip("#>- \t");
      while (cursor.rest().starts_with("\xE2\x80\xA2") || cursor.rest().starts_with("\xE2\x80\x93")) {
        cursor = TextCursor(cursor.rest().substr(3));
        cursor.skip(" ");
      }
      position_ = text_.size() - cursor.rest().size();
    }
    stars_ = count_of(rest(), '*');
    position_ += stars_;
  }

  void skip_after_time() {
    const std::size_t before = position_;
    position_ += count_blanks(rest());
    for (const std::string_view separator : {"- ", "\xE2\x80\x93 ", "\xE2\x80\x94 ", "| ", ": "}) {
      if (!rest().starts_with(separator)) continue;
      position_ += separator.size();
      break;
    }
    if (rest().starts_with("**") && stars_ == 0) {
      stars_ = 2;
      position_ += 2;
    }
    position_ += count_blanks(rest());
    if (position_ == text_.size()) position_ = before;
  }

  // A range counts as its start: "00:01 - 00:05", "00:00:01.000 --> 00:00:04.000".
  std::size_t range_tail(std::string_view text) const {
    std::size_t length = count_blanks(text);
    for (const std::string_view arrow : {"-->", "-", "\xE2\x80\x93", "to"}) {
      if (!text.substr(length).starts_with(arrow)) continue;
      length += arrow.size();
      length += count_blanks(text.substr(length));
      const auto last = match_clock(text.substr(length));
      return last ? length + last->length : 0;
    }
    return 0;
  }

  bool take_time() {
    if (rest().empty()) return false;
    const char open = rest().front();
    const char close = open == '[' ? ']' : open == '(' ? ')' : open == '<' ? '>' : '\0';
    if (close == '\0' && !at_line_start()) return false;
    const std::size_t lead = close == '\0' ? 0 : 1;
    const auto clock = match_clock(rest().substr(lead));
    if (!clock) return false;
    std::size_t length = lead + clock->length;
    length += range_tail(rest().substr(length));
    if (close != '\0') {
      for (const std::string_view half : {" AM", " PM", " am", " pm"}) {
        if (rest().substr(length).starts_with(half)) length += half.size();
      }
      if (length >= rest().size() || rest()[length] != close) return false;
      ++length;
    }
    marker_.at_seconds = clock->seconds;
    marker_.is_time_bracketed = close != '\0';
    position_ += length;
    skip_after_time();
    return true;
  }

  // "[Agent] Hello", "(Caller): Hi"
  bool take_enclosed_label() {
    if (rest().empty() || (rest().front() != '[' && rest().front() != '(')) return false;
    const char close = rest().front() == '[' ? ']' : ')';
    const std::size_t end = rest().substr(0, kLongestLabel).find(close);
    if (end == std::string_view::npos) return false;
    const auto label = read_role_label(rest().substr(1, end - 1));
    if (!label) return false;
    marker_.label = *label;
    position_ += end + 1;
    if (rest().starts_with(":")) ++position_;
    close_decoration();
    return true;
  }

  void close_decoration() {
    if (stars_ > 0 && count_of(rest(), '*') >= stars_) position_ += stars_;
    if (rest().starts_with(":")) ++position_;
  }

  bool accept_label(std::string_view text) {
    text = trim(text);
    while (!text.empty() && text.back() == '*') text.remove_suffix(1);
    text = trim(text);
    if (text.empty() || holds_sentence_end(text)) return false;
    const auto first = static_cast<unsigned char>(text.front());
    const bool capitalised = (first >= 'A' && first <= 'Z') || first >= 0x80;
    if (!at_line_start() && !capitalised) return false;
    if (auto label = read_role_label(text)) {
      marker_.label = *label;
      return true;
    }
    if (!may_be_name(text)) return false;
    marker_.label = {.kind = LabelKind::Name, .text = std::string(text), .name = std::string(text)};
    return true;
  }

  // "Agent:", "Agent (Brian):", "Agent [00:05]:", "Agent 00:05" on a line of its own, "Agent - Hello".
  bool take_label() {
    const std::string_view window = rest().substr(0, kLongestLabel);
    const std::size_t line_end =
        static_cast<std::size_t>(std::find_if(window.begin(), window.end(), is_break) - window.begin());
    const std::string_view line = window.substr(0, line_end);
    if (take_label_with_time(line)) return true;
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos && colon > 0) {
      const bool in_address = rest().substr(colon + 1).starts_with("//");
      const bool in_number =
          colon + 1 < rest().size() && is_digit(line[colon - 1]) && is_digit(rest()[colon + 1]);
      if (in_address || in_number || !accept_label(line.substr(0, colon))) return false;
      position_ += colon + 1;
      close_decoration();
      return true;
    }
    return at_line_start() && line_end < kLongestLabel && take_label_without_colon(line);
  }

  bool take_label_with_time(std::string_view line) {
    for (std::size_t at = 1; at < line.size(); ++at) {
      const bool bracketed = line[at] == '[' || line[at] == '(';
      if (!is_blank(line[at - 1]) || (!bracketed && !is_digit(line[at]))) continue;
      const auto clock = match_clock(line.substr(at + (bracketed ? 1 : 0)));
      if (!clock) continue;
      std::size_t end = at + clock->length + (bracketed ? 2 : 0);
      if (end > line.size()) return false;
      const std::string_view behind = line.substr(end);
      const bool finished = behind.starts_with(":") || (at_line_start() && is_line_end(trim(behind)));
      if (!finished || !accept_label(line.substr(0, at))) return false;
      if (behind.starts_with(":")) ++end;
      marker_.at_seconds = clock->seconds;
      marker_.is_time_bracketed = true;
      position_ += end;
      close_decoration();
      return true;
    }
    return false;
  }

  bool take_label_without_colon(std::string_view line) {
    std::size_t length = line.size();
    for (const std::string_view separator : {" - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", "> "}) {
      length = std::min(length, line.find(separator));
    }
    const auto label = read_role_label(line.substr(0, length));
    // A line of one word is a label only when it can be nothing else: "Sales" may be all that was said.
    const bool certain =
        label && (length < line.size() || label->kind == LabelKind::Neutral ||
                  equals_ignoring_case(label->text, "agent") || equals_ignoring_case(label->text, "caller") ||
                  equals_ignoring_case(label->text, "customer"));
    if (!certain) return false;
    marker_.label = *label;
    position_ += length;
    TextCursor cursor(rest());
    if (length < line.size()) {
      cursor.skip(" >-");
      for (const std::string_view dash : {"\xE2\x80\x93", "\xE2\x80\x94"}) {
        if (cursor.rest().starts_with(dash)) cursor = TextCursor(cursor.rest().substr(3));
      }
    }
    position_ = text_.size() - cursor.rest().size();
    return true;
  }

  std::string_view text_;
  std::size_t position_;
  std::size_t stars_ = 0;
  Marker marker_;
};

}  // namespace

std::optional<ClockMatch> match_clock(std::string_view text) {
  TextCursor cursor(text);
  double seconds = 0;
  int parts = 0;
  while (true) {
    const std::string_view digits = cursor.digits();
    const std::size_t digits_max = parts == 0 ? 3 : 2;
    if (digits.empty() || digits.size() > digits_max || (parts > 0 && digits.size() != 2))
      return std::nullopt;
    const int value = *to_number(digits);
    if (parts > 0 && value >= 60) return std::nullopt;
    seconds = seconds * 60 + value;
    const bool goes_on = cursor.rest().size() > 1 && cursor.peek() == ':' && is_digit(cursor.rest()[1]);
    ++parts;
    if (!goes_on) break;
    if (parts == 3) return std::nullopt;
    cursor.take(':');
  }
  if (parts < 2) return std::nullopt;
  TextCursor attempt = cursor;
  if (attempt.take('.') || attempt.take(',')) {
    const std::string_view fraction = attempt.digits().substr(0, 3);
    double scale = 0.1;
    for (const char digit : fraction) {
      seconds += (digit - '0') * scale;
      scale /= 10;
    }
    if (!fraction.empty()) cursor = attempt;
  }
  if (is_letter(cursor.peek())) return std::nullopt;
  return ClockMatch{seconds, text.size() - cursor.rest().size()};
}

std::optional<Marker> match_marker(std::string_view text, std::size_t begin, MarkerPlace place) {
  if (place == MarkerPlace::Inline && !may_start_inline(text.substr(begin))) return std::nullopt;
  return MarkerMatcher(text, begin, place).match();
}

}  // namespace calltracker::bronze
