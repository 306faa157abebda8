// SPDX-License-Identifier: MIT
#include "bronze/columns/header.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "base/hash.hpp"
#include "base/text.hpp"

namespace calltracker::bronze {
namespace {

constexpr std::size_t kFingerprintLength = 16;
constexpr std::size_t kHeadersQuoted = 20;
constexpr std::size_t kHeaderQuotedBytes = 60;

constexpr auto kUnits = std::to_array<std::pair<std::string_view, double>>({
    {"seconds", 1},
    {"second", 1},
    {"secs", 1},
    {"sec", 1},
    {"s", 1},
    {"minutes", 60},
    {"minute", 60},
    {"mins", 60},
    {"min", 60},
    {"hours", 3600},
    {"hour", 3600},
    {"hrs", 3600},
    {"ms", 0.001},
    {"milliseconds", 0.001},
    {"millis", 0.001},
});
constexpr auto kClockPatterns =
    std::to_array<std::string_view>({"hh mm ss", "h mm ss", "mm ss", "hh mm", "h m s"});
constexpr auto kLocalWords =
    std::to_array<std::string_view>({"local", "est", "edt", "et", "cst", "ct", "mst", "pst", "pt"});

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_lower_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

// Lower-case words split at punctuation and at humps (startTime).
std::string plain_words(std::string_view text) {
  std::string spaced;
  for (std::size_t index = 0; index < text.size(); ++index) {
    const char c = text[index];
    if (c == '\'') continue;
    if (index > 0 && is_upper(c) && is_lower_or_digit(text[index - 1])) spaced.push_back(' ');
    if (text.substr(index, 2) == "\xC2\xA0" || text.substr(index, 3) == "\xEF\xBB\xBF") {
      spaced.push_back(' ');
      index += c == '\xC2' ? 1 : 2;
      continue;
    }
    spaced.push_back(c);
  }
  std::string words;
  for (const std::string_view word : split_words(spaced)) {
    if (!words.empty()) words.push_back(' ');
    words += to_lower_ascii(word);
  }
  return words;
}

bool remove_last_words(std::string& words, std::string_view last) {
  if (words.size() <= last.size() || !words.ends_with(last)) return false;
  if (words[words.size() - last.size() - 1] != ' ') return false;
  words.resize(words.size() - last.size() - 1);
  return true;
}

}  // namespace

Header normalise_header(std::string_view text) {
  Header header{.words = plain_words(text)};
  for (bool changed = true; changed;) {
    changed = false;
    for (const auto& [word, seconds] : kUnits) {
      if (!remove_last_words(header.words, word)) continue;
      header.unit_seconds = seconds;
      changed = true;
    }
    for (const std::string_view pattern : kClockPatterns) changed |= remove_last_words(header.words, pattern);
    for (const std::string_view word : kLocalWords) changed |= remove_last_words(header.words, word);
    if (remove_last_words(header.words, "utc") || remove_last_words(header.words, "gmt")) {
      header.is_utc = true;
      changed = true;
    }
    // "Duration in seconds" leaves an "in" that belonged to the unit; "duration (in call)" keeps its own.
    if (header.unit_seconds != 0) changed |= remove_last_words(header.words, "in");
  }
  return header;
}

std::string header_fingerprint(const std::vector<HeaderCell>& headers) {
  std::string all;
  for (const HeaderCell& header : headers) {
    all += plain_words(header.text);
    all.push_back('\x1F');
  }
  return sha256_hex(all).substr(0, kFingerprintLength);
}

std::string quote_headers(const std::vector<HeaderCell>& headers) {
  std::string quoted;
  for (std::size_t index = 0; index < std::min(headers.size(), kHeadersQuoted); ++index) {
    fmt::format_to(std::back_inserter(quoted), "{}\"{}\"", index == 0 ? "" : ", ",
                   truncate_utf8(headers[index].text, kHeaderQuotedBytes));
  }
  if (headers.size() > kHeadersQuoted) quoted += fmt::format(" and {} more", headers.size() - kHeadersQuoted);
  return quoted;
}

}  // namespace calltracker::bronze
