// SPDX-License-Identifier: MIT
#pragma once

// OpenAI's Chat Completions behind the model port, and the servers that speak it too (llama.cpp, vLLM, Ollama
// and their like).
//
// What the others do differently is decided by the base URL: they need no key, know only `max_tokens`, and
// may ignore the schema, which is why every answer is checked here as everywhere.
//
// The key is sent in a header and appears nowhere else.

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "http/client.hpp"
#include "llm/model.hpp"
#include "llm/model_catalog.hpp"

namespace calltracker::llm {

struct OpenAiOptions {
  std::string api_key;  // empty: none is sent
  std::string base_url = "https://api.openai.com/v1";
  std::chrono::milliseconds timeout{300'000};
};

// False for a compatible server. A rehearsal of OpenAI on this machine, at api.openai.com.localhost, counts
// as OpenAI.
bool is_openai_itself(std::string_view base_url);

std::shared_ptr<ModelClient> make_openai_client(OpenAiOptions options, std::shared_ptr<http::Client> http,
                                                std::shared_ptr<const ModelCatalog> catalog);

}  // namespace calltracker::llm
