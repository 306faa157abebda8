// SPDX-License-Identifier: MIT
#pragma once

// A client that shows the provider a conversation without its personal data, and gives back the answer with
// it.

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "call/personal_data.hpp"
#include "llm/model.hpp"
#include "llm/redaction/redaction.hpp"

namespace calltracker::llm {

// A question without its personal data, and what puts that back into the answer. The same question is always
// hidden in the same way, so an answer that comes much later finds its way back too.
struct RedactedQuestion {
  ModelRequest request;
  std::shared_ptr<const Redaction> redaction;
};

RedactedQuestion redact(ModelRequest request, const PersonalDataKinds& kinds);

class RedactingClient final : public ModelClient {
 public:
  RedactingClient(std::shared_ptr<ModelClient> inner, PersonalDataKinds kinds);

  std::string_view provider() const override { return inner_->provider(); }
  // Other questions are asked than without redaction, so other answers are kept.
  std::string_view revision() const override { return revision_; }
  void ask(ModelRequest request, std::stop_token stop, std::function<void(ModelOutcome)> done) override;

 private:
  std::shared_ptr<ModelClient> inner_;
  PersonalDataKinds kinds_;
  std::string revision_;
};

}  // namespace calltracker::llm
