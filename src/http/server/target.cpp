// SPDX-License-Identifier: MIT
#include "http/server/target.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace calltracker::http::server {
namespace {

constexpr std::size_t kTargetBytesMax = 8192;
constexpr std::size_t kQueryParametersMax = 100;

int hex_digit(char character) {
  if (character >= '0' && character <= '9') return character - '0';
  if (character >= 'a' && character <= 'f') return character - 'a' + 10;
  if (character >= 'A' && character <= 'F') return character - 'A' + 10;
  return -1;
}

bool is_safe_text(std::string_view text) {
  const bool has_control = std::any_of(text.begin(), text.end(), [](char character) {
    const auto code = static_cast<unsigned char>(character);
    return code < 0x20 || code == 0x7f;
  });
  return !has_control && to_valid_utf8(text) == text;
}

bool read_query(std::string_view text, QueryParameters& query) {
  if (text.empty()) return true;
  for (const std::string_view part : split(text, '&')) {
    if (part.empty()) continue;
    const std::size_t equals = part.find('=');
    const bool has_value = equals != std::string_view::npos;
    auto name = percent_decode(part.substr(0, equals), true);
    auto value = percent_decode(has_value ? part.substr(equals + 1) : std::string_view(), true);
    if (!name || !value || query.size() == kQueryParametersMax) return false;
    query.emplace_back(std::move(*name), std::move(*value));
  }
  return true;
}

}  // namespace

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t index = 0; index < text.size(); ++index) {
    if (text[index] == '%') {
      if (index + 2 >= text.size()) return std::nullopt;
      const int high = hex_digit(text[index + 1]);
      const int low = hex_digit(text[index + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      decoded.push_back(static_cast<char>(high * 16 + low));
      index += 2;
    } else {
      decoded.push_back(plus_is_space && text[index] == '+' ? ' ' : text[index]);
    }
  }
  if (!is_safe_text(decoded)) return std::nullopt;
  return decoded;
}

std::optional<Target> parse_target(std::string_view text) {
  if (text.empty() || text.front() != '/' || text.size() > kTargetBytesMax) return std::nullopt;
  text = text.substr(0, text.find('#'));
  const std::size_t question = text.find('?');
  Target target;
  if (question != std::string_view::npos && !read_query(text.substr(question + 1), target.query)) {
    return std::nullopt;
  }
  const std::string_view path = text.substr(0, question);
  if (path.size() > 1) {
    for (const std::string_view raw : split(path.substr(1), '/')) {
      auto segment = percent_decode(raw, false);
      if (!segment || *segment == "." || *segment == "..") return std::nullopt;
      target.path.append("/").append(*segment);
      target.segments.push_back(std::move(*segment));
    }
  } else {
    target.path = "/";
  }
  return target;
}

}  // namespace calltracker::http::server
