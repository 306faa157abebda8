// SPDX-License-Identifier: MIT
#pragma once

// Under which names stored answers are found.

#include <string>
#include <string_view>

#include "llm/model.hpp"
#include "llm/model_catalog.hpp"

namespace calltracker::pipeline {

// Answers of a free model may be computed anew whenever its rules change: its revision is part of the name.
std::string answer_key(const llm::ModelClient& client, const llm::ModelRequest& request,
                       const llm::ModelInfo& model);

// The answer that a first, rejected try left behind.
std::string rejected_key(const std::string& answer_key);

// A second answer to the same question. As long as a first one's key may be, since batches name questions by
// it.
std::string second_key(std::string_view answer_key);

// The answer that a batch has brought, for the call's own run to take up.
std::string prefetched_key(const std::string& answer_key);

}  // namespace calltracker::pipeline
