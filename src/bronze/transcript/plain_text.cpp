// SPDX-License-Identifier: MIT
#include "bronze/transcript/plain_text.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "bronze/transcript/marker.hpp"
#include "bronze/values/text_cursor.hpp"

namespace calltracker::bronze {
namespace {

constexpr std::size_t kLongestTag = 200;

constexpr auto kBreakingTags =
    std::to_array<std::string_view>({"br", "p", "div", "li", "tr", "ul", "ol", "table"});
constexpr auto kQuietTags = std::to_array<std::string_view>(
    {"b", "i", "u", "strong", "em", "span", "td", "font", "html", "body", "c", "v"});
constexpr auto kEntities = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"&amp;", "&"},
    {"&lt;", "<"},
    {"&gt;", ">"},
    {"&quot;", "\""},
    {"&#39;", "'"},
    {"&apos;", "'"},
    {"&nbsp;", " "},
});

struct Tag {
  std::string name;
  std::string_view attribute;  // of <v Agent> only
  std::size_t length = 0;
  bool closes = false;
};

// An element of the few kinds that transcripts carry; anything else in angle brackets is text.
bool match_tag(std::string_view rest, Tag& tag) {
  const std::size_t end = rest.substr(0, kLongestTag).find('>');
  if (end == std::string_view::npos) return false;
  TextCursor cursor(rest.substr(1, end - 1));
  tag.closes = cursor.take('/');
  tag.name = to_lower_ascii(cursor.letters());
  tag.length = end + 1;
  const char next = cursor.peek();
  if (!cursor.done() && next != ' ' && next != '/' && next != '.') return false;
  tag.attribute = trim(cursor.rest());
  const auto known = [&tag](const auto& tags) {
    return std::find(tags.begin(), tags.end(), tag.name) != tags.end();
  };
  return known(kBreakingTags) || known(kQuietTags);
}

bool has_tag(std::string_view text) {
  Tag tag;
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    if (match_tag(text.substr(at), tag)) return true;
  }
  return false;
}

void append_entity_or_character(std::string_view rest, std::string& target, std::size_t& position) {
  for (const auto& [entity, character] : kEntities) {
    if (!rest.starts_with(entity)) continue;
    target += character;
    position += entity.size();
    return;
  }
  target.push_back(rest.front());
  ++position;
}

std::string without_tags(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t position = 0; position < text.size();) {
    Tag tag;
    if (text[position] == '<' && match_tag(text.substr(position), tag)) {
      const bool breaks =
          std::find(kBreakingTags.begin(), kBreakingTags.end(), tag.name) != kBreakingTags.end();
      if (breaks) plain.push_back('\n');
      if (tag.name == "td") plain.push_back(' ');
      if (tag.name == "v" && !tag.closes && !tag.attribute.empty()) {
        plain.append(tag.attribute).append(": ");
      }
      position += tag.length;
    } else {
      append_entity_or_character(text.substr(position), plain, position);
    }
  }
  return plain;
}

std::string with_real_line_ends(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t position = 0; position < text.size(); ++position) {
    if (text.substr(position).starts_with("\\r\\n")) {
      plain.push_back('\n');
      position += 3;
    } else if (text.substr(position).starts_with("\\n")) {
      plain.push_back('\n');
      ++position;
    } else {
      plain.push_back(text[position]);
    }
  }
  return plain;
}

bool is_cue_number(std::string_view line) {
  line = trim(line);
  return !line.empty() && line.size() < 8 && std::all_of(line.begin(), line.end(), is_digit);
}

bool is_cue_time(std::string_view line) {
  return line.find("-->") != std::string_view::npos && match_clock(trim(line)).has_value();
}

// Subtitles: the number above a time goes, the time stands in brackets in front of its words.
std::string without_cues(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  const std::vector<std::string_view> lines = split(text, '\n');
  for (std::size_t index = 0; index < lines.size(); ++index) {
    const std::string_view line = trim(lines[index]);
    const bool above_time = index + 1 < lines.size() && is_cue_time(lines[index + 1]);
    if ((is_cue_number(line) && above_time) || (index == 0 && line.starts_with("WEBVTT"))) continue;
    if (is_cue_time(line)) {
      plain.append("\n[").append(line.substr(0, match_clock(line)->length)).append("] ");
    } else {
      plain.append(line).push_back('\n');
    }
  }
  return plain;
}

}  // namespace

PlainText::PlainText(std::string_view raw) : text_(raw) {
  const auto replace = [this](std::string changed) {
    owned_ = std::move(changed);
    text_ = owned_;
  };
  const bool has_line_ends = text_.find('\n') != std::string_view::npos;
  if (!has_line_ends && text_.find("\\n") != std::string_view::npos) replace(with_real_line_ends(text_));
  if (text_.find("-->") != std::string_view::npos) replace(without_cues(text_));
  if (has_tag(text_)) replace(without_tags(text_));
  if (!has_line_ends && text_.find('\r') != std::string_view::npos &&
      text_.find('\n') == std::string_view::npos) {
    std::string changed(text_);
    std::replace(changed.begin(), changed.end(), '\r', '\n');
    replace(std::move(changed));
  }
}

}  // namespace calltracker::bronze
