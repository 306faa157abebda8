// SPDX-License-Identifier: MIT
#include "llm/analysis_key.hpp"

#include <fmt/format.h>

#include "base/hash.hpp"
#include "llm/request_prefix.hpp"

namespace calltracker::llm {

std::string analysis_key(const ModelRequest& request, const ModelInfo& model) {
  const StageSettings settings = model.settings_for(request.stage);
  const auto prefix = prefix_of(request);
  return sha256_hex_of_parts({"analysis", model.provider, model.id, request.stage,
                              settings.thinking.value_or(""), settings.effort.value_or(""),
                              prefix->instructions_sha256, prefix->schema_sha256,
                              sha256_hex(to_json_text(request.input))});
}

}  // namespace calltracker::llm
