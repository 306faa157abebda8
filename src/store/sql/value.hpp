// SPDX-License-Identifier: MIT
#pragma once

// A statement's parameter. Texts are borrowed: they must live until the call they are given to returns,
// which the temporaries in `execute(name, {…})` do.

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/ids.hpp"

namespace calltracker::store::sql {

class Value {
 public:
  using Content = std::variant<std::monostate, std::int64_t, double, std::string_view>;

  Value(std::nullptr_t) {}
  Value(std::nullopt_t) {}
  template <std::integral T>
  Value(T number) : content_(static_cast<std::int64_t>(number)) {}
  Value(double number) : content_(number) {}
  Value(std::string_view text) : content_(text) {}
  Value(const std::string& text) : content_(std::string_view(text)) {}
  Value(const char* text) : content_(std::string_view(text)) {}
  template <class Tag>
  Value(const Id<Tag>& id) : content_(std::string_view(id.str())) {}
  template <class T>
  Value(const std::optional<T>& optional) {
    if (optional) content_ = Value(*optional).content_;
  }

  const Content& content() const { return content_; }

 private:
  Content content_;
};

}  // namespace calltracker::store::sql
