// SPDX-License-Identifier: MIT
#include "llm/request_prefix.hpp"

#include <mutex>
#include <utility>
#include <vector>

#include "base/hash.hpp"
#include "llm/json_schema.hpp"

namespace calltracker::llm {
namespace {

// Two stages of a few workspaces; the oldest is forgotten.
constexpr std::size_t kRemembered = 16;

struct Known {
  const json::value* schema = nullptr;
  std::shared_ptr<const RequestPrefix> prefix;
};

}  // namespace

std::shared_ptr<const RequestPrefix> prefix_of(const ModelRequest& request) {
  static std::mutex mutex;
  static std::vector<Known> known;
  {
    const std::lock_guard lock(mutex);
    for (const Known& each : known) {
      if (each.schema == request.schema && each.prefix->instructions_text == request.instructions)
        return each.prefix;
    }
  }
  const std::string schema = request.schema == nullptr ? "" : to_json_text(*request.schema);
  auto prefix = std::make_shared<const RequestPrefix>(
      RequestPrefix{.instructions_sha256 = sha256_hex(request.instructions),
                    .schema_sha256 = sha256_hex(schema),
                    .instructions = size_of(request.instructions),
                    .schema = size_of(schema),
                    .instructions_text = request.instructions,
                    .instructions_json = to_json_text(json::value(request.instructions)),
                    .provider_schema_json =
                        request.schema == nullptr ? "" : to_json_text(provider_schema(*request.schema))});
  const std::lock_guard lock(mutex);
  if (known.size() == kRemembered) known.erase(known.begin());
  known.push_back({.schema = request.schema, .prefix = prefix});
  return prefix;
}

http::Body::Piece instructions_piece(const std::shared_ptr<const RequestPrefix>& prefix) {
  return {prefix, &prefix->instructions_json};
}

http::Body::Piece schema_piece(const std::shared_ptr<const RequestPrefix>& prefix) {
  return {prefix, &prefix->provider_schema_json};
}

http::Body::Piece quoted_input(const ModelRequest& request) {
  return std::make_shared<const std::string>(to_json_text(json::value(to_json_text(request.input))));
}

std::int64_t estimate_tokens(const RequestPrefix& prefix, const ModelInfo& model) {
  return estimate_tokens(prefix.instructions, model) + estimate_tokens(prefix.schema, model);
}

}  // namespace calltracker::llm
