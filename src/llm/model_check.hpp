// SPDX-License-Identifier: MIT
#pragma once

// What the provider itself says about a model, asked for before any money is spent.

#include <optional>
#include <string>
#include <variant>

#include "base/clock.hpp"
#include "llm/model.hpp"

namespace calltracker::llm {

// A usable model; worth a warning when it retires soon.
struct ListedModel {
  std::string id;
  std::string name;
  std::optional<UnixMillis> retires_at_ms;
};

using ModelCheckOutcome = std::variant<ListedModel, ModelFailure>;

}  // namespace calltracker::llm
