// SPDX-License-Identifier: MIT
#pragma once

// Anthropic's Messages API behind the model port.
//
// The key is sent in a header and appears nowhere else.

#include <chrono>
#include <memory>
#include <string>

#include "http/client.hpp"
#include "llm/model.hpp"
#include "llm/model_catalog.hpp"

namespace calltracker::llm {

struct AnthropicOptions {
  std::string api_key;
  std::string base_url = "https://api.anthropic.com";
  std::chrono::milliseconds timeout{300'000};
};

std::shared_ptr<ModelClient> make_anthropic_client(AnthropicOptions options,
                                                   std::shared_ptr<http::Client> http,
                                                   std::shared_ptr<const ModelCatalog> catalog);

}  // namespace calltracker::llm
