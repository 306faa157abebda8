// SPDX-License-Identifier: MIT
#pragma once

// Header fields in the order they were added; names compare without regard to case.
//
// No value that could end a line gets in: add() and set() throw Error{Internal, "header-invalid"} for a name
// that is no token or a value with a control character, so that text from a user can never add a header.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace calltracker::http::server {

struct HeaderField {
  std::string name;
  std::string value;
};

class Headers {
 public:
  void add(std::string_view name, std::string_view value);
  // Replaces every field of that name.
  void set(std::string_view name, std::string_view value);
  // The first of several.
  std::optional<std::string_view> find(std::string_view name) const;
  const std::vector<HeaderField>& fields() const { return fields_; }

 private:
  std::vector<HeaderField> fields_;
};

}  // namespace calltracker::http::server
