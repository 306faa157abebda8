// SPDX-License-Identifier: MIT
#pragma once

// The JSON of an evaluation and of its figures (docs/command-line.md).

#include "base/json.hpp"
#include "evaluation/label_comparison.hpp"

namespace calltracker::evaluation {

json::object to_json(const Evaluation& evaluation);

}  // namespace calltracker::evaluation
