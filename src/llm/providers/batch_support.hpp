// SPDX-License-Identifier: MIT
#pragma once

// What the batch clients of all providers share: waiting for a reply, and turning the answer to one question
// into an outcome at the batch's price.

#include <memory>
#include <optional>
#include <stop_token>
#include <string_view>
#include <variant>

#include "http/client.hpp"
#include "llm/answer_reader.hpp"
#include "llm/model_catalog.hpp"
#include "llm/providers/http_model_client.hpp"

namespace calltracker::llm {

inline constexpr std::chrono::minutes kBatchTransferTime{10};
inline constexpr std::size_t kBatchBytesMax = std::size_t{512} << 20;

http::Outcome send_and_wait(http::Client& http, http::Request request, std::stop_token stop);

// A reply cut at the output limit, or one that does not fit the schema, is a failure of kind Retry that
// carries its cost: asked by itself, the question may still be answered.
ModelOutcome batch_outcome(std::variant<ProviderReply, ModelFailure> reply, const ModelInfo& model,
                           const AnswerReader& answers, const json::value& schema);

// "batch-item-failed": errored, expired or cancelled; costs nothing.
ModelFailure batch_item_failed(std::string_view what);

}  // namespace calltracker::llm
