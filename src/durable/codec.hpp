// SPDX-License-Identifier: MIT
#pragma once

// Values as JSON text: step results, inputs and outputs. A type takes part by boost.json's own means
// (tag_invoke or Describe). A value must survive the round trip, because a replayed workflow gets the decoded
// copy.

#include <boost/json/serialize.hpp>
#include <boost/json/value_from.hpp>
#include <boost/json/value_to.hpp>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include "base/json.hpp"

namespace calltracker::durable {

// Stands for void where a value is needed; null in JSON.
using Nothing = std::monostate;

template <class T>
std::string encode(const T& value) {
  if constexpr (std::is_same_v<T, Nothing>) {
    return "null";
  } else if constexpr (std::is_same_v<T, std::string>) {
    return json::serialize(json::string_view(value));
  } else if constexpr (std::is_same_v<T, json::value>) {
    return json::serialize(value);
  } else {
    return json::serialize(json::value_from(value));
  }
}

// Throws Error{Input, "json-syntax"} or boost.json's error for a text that is no T.
template <class T>
T decode(std::string_view text) {
  if constexpr (std::is_same_v<T, Nothing>) {
    return Nothing();
  } else {
    return json::value_to<T>(parse_json(text, "stored value"));
  }
}

}  // namespace calltracker::durable
