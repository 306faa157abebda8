// SPDX-License-Identifier: MIT
#include "llm/analysis_key.hpp"

#include <fmt/format.h>

#include "base/hash.hpp"

namespace calltracker::llm {

std::string analysis_key(const ModelRequest& request, const ModelInfo& model) {
  const StageSettings settings = model.settings_for(request.stage);
  const std::string schema = request.schema == nullptr ? "" : to_json_text(*request.schema);
  return sha256_hex_of_parts({"analysis", model.provider, model.id, request.stage,
                              settings.thinking.value_or(""), settings.effort.value_or(""),
                              sha256_hex(request.instructions), sha256_hex(schema),
                              sha256_hex(to_json_text(request.input))});
}

}  // namespace calltracker::llm
