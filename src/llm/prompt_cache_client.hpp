// SPDX-License-Identifier: MIT
#pragma once

// Uses the provider's prompt cache where that saves money, and nowhere else.
//
// Requests with the same beginning (model, stage, instructions, schema) can share its cache entry, but only
// once the first of them has been answered: so the first goes alone and writes it, while the others wait, and
// then all go at once and read it. Where the entry would cost more than the reading of it saves (too few such
// requests are expected, or the beginning is shorter than the model caches), nothing is marked for caching
// and nobody waits.

#include <functional>
#include <memory>
#include <string_view>

#include "llm/limiter/timers.hpp"
#include "llm/model.hpp"
#include "llm/model_catalog.hpp"

namespace calltracker::llm {

// Whether writing a beginning of that length pays when so many requests will read it afterwards.
bool is_caching_worthwhile(const ModelInfo& model, std::int64_t prefix_tokens, std::int64_t reads_expected);

class PromptCacheClient final : public ModelClient {
 public:
  PromptCacheClient(std::shared_ptr<ModelClient> inner, std::shared_ptr<const ModelCatalog> catalog,
                    Timers& timers);

  std::string_view provider() const override { return inner_->provider(); }
  std::string_view revision() const override { return inner_->revision(); }
  void ask(ModelRequest request, std::stop_token stop, std::function<void(ModelOutcome)> done) override;

 private:
  class Beginnings;
  std::shared_ptr<ModelClient> inner_;
  std::shared_ptr<const ModelCatalog> catalog_;
  std::shared_ptr<Beginnings> beginnings_;
};

}  // namespace calltracker::llm
