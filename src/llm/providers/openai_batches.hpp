// SPDX-License-Identifier: MIT
#pragma once

// OpenAI's Batch API behind the batch port: a file goes up, two come down. A batch carries its intent's name
// as metadata, so a lost one is found by it.

#include <memory>

#include "llm/batch.hpp"
#include "llm/providers/openai.hpp"

namespace calltracker::llm {

std::shared_ptr<BatchClient> make_openai_batches(OpenAiOptions options, std::shared_ptr<http::Client> http,
                                                 std::shared_ptr<const ModelCatalog> catalog);

}  // namespace calltracker::llm
