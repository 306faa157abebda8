// SPDX-License-Identifier: MIT
#pragma once

// Instructions and schema are the same for all requests of a stage: what has to be known about them is worked
// out once and remembered.

#include <memory>
#include <string>

#include "llm/model.hpp"
#include "llm/token_estimator.hpp"

namespace calltracker::llm {

struct RequestPrefix {
  std::string instructions_sha256;
  std::string schema_sha256;
  TextSize instructions;
  TextSize schema;
};

std::shared_ptr<const RequestPrefix> prefix_of(const ModelRequest& request);

}  // namespace calltracker::llm
