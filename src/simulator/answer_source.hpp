// SPDX-License-Identifier: MIT
#pragma once

// Where a rehearsed answer comes from: the document that the user message held and the schema that the answer
// must have. nullopt when the source cannot answer that; the simulator then makes up the smallest answer that
// the schema allows. Called by several threads at once.

#include <functional>
#include <optional>

#include "base/json.hpp"

namespace calltracker::simulator {

using AnswerSource =
    std::function<std::optional<json::value>(const json::value& document, const json::value& schema)>;

}  // namespace calltracker::simulator
