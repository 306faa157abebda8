// SPDX-License-Identifier: MIT
#pragma once

// Anthropic's Message Batches behind the batch port. They carry no name of ours, so a lost one is found by
// its size and time.

#include <memory>

#include "llm/batch.hpp"
#include "llm/providers/anthropic.hpp"

namespace calltracker::llm {

std::shared_ptr<BatchClient> make_anthropic_batches(AnthropicOptions options,
                                                    std::shared_ptr<http::Client> http,
                                                    std::shared_ptr<const ModelCatalog> catalog);

}  // namespace calltracker::llm
