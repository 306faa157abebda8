// SPDX-License-Identifier: MIT
#include "pipeline/answer_keys.hpp"

#include <fmt/format.h>

#include "base/hash.hpp"
#include "llm/analysis_key.hpp"

namespace calltracker::pipeline {

std::string answer_key(const llm::ModelClient& client, const llm::ModelRequest& request,
                       const llm::ModelInfo& model) {
  const std::string key = llm::analysis_key(request, model);
  const std::string_view revision = client.revision();
  return revision.empty() ? key : fmt::format("{}:{}", key, revision);
}

std::string rejected_key(const std::string& answer_key) {
  return answer_key + ":rejected";
}

std::string second_key(std::string_view answer_key) {
  return sha256_hex_of_parts({"second answer", answer_key});
}

std::string prefetched_key(const std::string& answer_key) {
  return answer_key + ":batch";
}

}  // namespace calltracker::pipeline
