// SPDX-License-Identifier: MIT
#include "llm/redaction/redacting_client.hpp"

#include <utility>

namespace calltracker::llm {

RedactingClient::RedactingClient(std::shared_ptr<ModelClient> inner, PersonalDataKinds kinds)
    : inner_(std::move(inner)),
      kinds_(std::move(kinds)),
      revision_(std::string(inner_->revision()) + "without-" + to_text(kinds_)) {}

RedactedQuestion redact(ModelRequest request, const PersonalDataKinds& kinds) {
  auto redaction = std::make_shared<Redaction>(kinds);
  request.input = redaction->hide(std::move(request.input));
  request.instructions += redaction_notice();
  if (request.rejected_answer)
    request.rejected_answer = redaction->hide_known(*std::move(request.rejected_answer));
  if (request.rejection_reason) {
    request.rejection_reason = redaction->hide_known(*std::move(request.rejection_reason));
  }
  return {.request = std::move(request), .redaction = std::move(redaction)};
}

void RedactingClient::ask(ModelRequest request, std::stop_token stop,
                          std::function<void(ModelOutcome)> done) {
  RedactedQuestion question = redact(std::move(request), kinds_);
  inner_->ask(std::move(question.request), std::move(stop),
              [redaction = std::move(question.redaction), done = std::move(done)](ModelOutcome outcome) {
                if (auto* answer = std::get_if<ModelAnswer>(&outcome)) {
                  answer->content = redaction->restore(std::move(answer->content));
                }
                done(std::move(outcome));
              });
}

}  // namespace calltracker::llm
