// SPDX-License-Identifier: MIT
#pragma once

// Instructions and schema are the same for all requests of a stage: what has to be known about them is worked
// out once and remembered.

#include <memory>
#include <string>

#include "http/body.hpp"
#include "llm/model.hpp"
#include "llm/token_estimator.hpp"

namespace calltracker::llm {

struct RequestPrefix {
  std::string instructions_sha256;
  std::string schema_sha256;
  TextSize instructions;
  TextSize schema;
  std::string instructions_text;
  std::string instructions_json;
  std::string provider_schema_json;  // the schema as providers get it; "" without one
};

std::shared_ptr<const RequestPrefix> prefix_of(const ModelRequest& request);

// The pieces of a body that requests share.
http::Body::Piece instructions_piece(const std::shared_ptr<const RequestPrefix>& prefix);
http::Body::Piece schema_piece(const std::shared_ptr<const RequestPrefix>& prefix);

// The conversation as a JSON text inside a JSON text, as it goes into the user's message.
http::Body::Piece quoted_input(const ModelRequest& request);

std::int64_t estimate_tokens(const RequestPrefix& prefix, const ModelInfo& model);

}  // namespace calltracker::llm
