// SPDX-License-Identifier: MIT
#include "llm/providers/offline/offline_client.hpp"

#include <fmt/format.h>

#include <chrono>

#include "base/error.hpp"
#include "llm/providers/offline/answers.hpp"
#include "llm/providers/offline/call_input.hpp"
#include "llm/providers/offline/custom_answers.hpp"
#include "llm/providers/offline/hidden_numbers.hpp"
#include "llm/providers/offline/revision.hpp"

namespace calltracker::llm {
namespace {

ModelFailure give_up(std::string code, std::string message, std::string hint) {
  return {.kind = FailureKind::GiveUp,
          .code = std::move(code),
          .message = std::move(message),
          .hint = std::move(hint)};
}

}  // namespace

OfflineClient::OfflineClient(const Workspace& workspace)
    : knowledge_(std::make_unique<offline::Knowledge>(workspace)) {}

OfflineClient::~OfflineClient() = default;

std::string_view OfflineClient::revision() const {
  return offline::rules_revision();
}

void OfflineClient::ask(ModelRequest request, std::stop_token stop, std::function<void(ModelOutcome)> done) {
  if (stop.stop_requested()) {
    done(ModelFailure{
        .kind = FailureKind::Cancelled, .code = "model-cancelled", .message = "the analysis was cancelled"});
    return;
  }
  const auto started = std::chrono::steady_clock::now();
  ModelOutcome outcome;
  try {
    const offline::HiddenNumbers hidden(request.input);
    request.input = hidden.stand_in_for(std::move(request.input));
    const offline::CallInput input = offline::read_call_input(request.input);
    const offline::Conversation conversation(*knowledge_, input);
    const offline::Extraction extraction = offline::extract(*knowledge_, conversation);
    ModelAnswer answer{.model = std::string(kModel), .request_id = "offline"};
    if (request.schema_name == "triage_and_extract") {
      answer.content = offline::triage_and_extract_answer(extraction);
    } else if (request.schema_name == "score_and_coach") {
      answer.content = offline::score_and_coach_answer(conversation, extraction);
      if (request.schema != nullptr) {
        offline::add_custom_answers(answer.content.as_object(), *request.schema, conversation);
      }
    } else {
      done(give_up("offline-unknown-question",
                   fmt::format("the offline rules cannot answer {}", request.schema_name),
                   "choose a provider with a model for this question"));
      return;
    }
    answer.content = hidden.hide_again(std::move(answer.content));
    const auto elapsed = std::chrono::steady_clock::now() - started;
    answer.latency_ms = std::chrono::duration_cast<std::chrono::milliseconds>(elapsed).count();
    outcome = std::move(answer);
  } catch (const Error& error) {
    outcome = give_up("offline-input", error.message(), "the request's input is malformed");
  }
  done(std::move(outcome));
}

}  // namespace calltracker::llm
