// SPDX-License-Identifier: MIT
#include "http/server/headers.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"

namespace calltracker::http::server {
namespace {

bool is_token_character(char character) {
  constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'z') ||
         (character >= 'A' && character <= 'Z') || kMarks.find(character) != std::string_view::npos;
}

bool is_control_character(char character) {
  const auto code = static_cast<unsigned char>(character);
  return (code < 0x20 && character != '\t') || code == 0x7f;
}

void require_valid(std::string_view name, std::string_view value) {
  const bool is_valid = !name.empty() && std::all_of(name.begin(), name.end(), &is_token_character) &&
                        std::none_of(value.begin(), value.end(), &is_control_character);
  if (is_valid) return;
  throw Error({.kind = ErrorKind::Internal,
               .code = "header-invalid",
               .message = "a header with a control character or a bad name was refused"});
}

}  // namespace

void Headers::add(std::string_view name, std::string_view value) {
  require_valid(name, value);
  fields_.push_back({std::string(name), std::string(value)});
}

void Headers::set(std::string_view name, std::string_view value) {
  require_valid(name, value);
  std::erase_if(fields_, [name](const HeaderField& field) { return equals_ignoring_case(field.name, name); });
  fields_.push_back({std::string(name), std::string(value)});
}

std::optional<std::string_view> Headers::find(std::string_view name) const {
  for (const HeaderField& field : fields_) {
    if (equals_ignoring_case(field.name, name)) return field.value;
  }
  return std::nullopt;
}

}  // namespace calltracker::http::server
