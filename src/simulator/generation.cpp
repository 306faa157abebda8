// SPDX-License-Identifier: MIT
#include "simulator/generation.hpp"

#include "base/error.hpp"
#include "simulator/wire.hpp"

namespace calltracker::simulator {
namespace {

using http::server::Answer;
using http::server::Request;

std::string model_in(const json::value& body) {
  const json::value* model = body.is_object() ? body.get_object().if_contains("model") : nullptr;
  return model != nullptr && model->is_string() ? std::string(model->get_string()) : "";
}

std::optional<Failure> scripted_failure(Rehearsal& rehearsal, const json::value& body) {
  FailureScript* script = rehearsal.options().failures.get();
  return script == nullptr
             ? std::nullopt
             : script->next(FailureScript::Event::Answer, model_in(body), rehearsal.clock().now_ms());
}

std::optional<Failure> failure_of(Rehearsal& rehearsal, const Request& request, const json::value& body) {
  auto scripted = scripted_failure(rehearsal, body);
  if (const auto asked = request.header("x-simulate-failure")) return FailureScript::parse_header(*asked);
  return scripted;
}

Answer spoiled(const std::optional<Failure>& failure, Answer answer) {
  if (failure) spoil_line(*failure, answer);
  return answer;
}

}  // namespace

Answer batch_handed_over(Rehearsal& rehearsal, Answer answer) {
  FailureScript* script = rehearsal.options().failures.get();
  const auto failure = script == nullptr
                           ? std::nullopt
                           : script->next(FailureScript::Event::Batch, "", rehearsal.clock().now_ms());
  return spoiled(failure, std::move(answer));
}

Answer generate(Rehearsal& rehearsal, const Wording& wording, const Request& request, const json::value& body,
                const std::function<Prompt()>& check) {
  const std::optional<Failure> failure = failure_of(rehearsal, request, body);
  if (failure) {
    if (const auto refusal = refusal_for(*failure, wording.dialect, model_in(body))) {
      return spoiled(failure, is_network_page(*failure) ? network_page(refusal->status, refusal->message)
                                                        : wording.refusal(*refusal, request.id));
    }
  }
  const Prompt prompt = check();
  const auto refused = [&](const RefusalDetails& details) {
    Answer answer = wording.refusal(details, request.id);
    wording.add_limits(answer, prompt);
    return answer;
  };
  return answer_or_refuse(
      [&] {
        Completion completion = rehearsal.answer(prompt);
        if (failure) spoil_content(*failure, completion, prompt.output_tokens_max);
        Answer answer = http::server::json_answer(200, wording.answer(prompt, completion, request.id));
        answer.delivery.first_byte_after = rehearsal.latency_for(completion);
        rehearsal.count(completion);
        wording.add_limits(answer, prompt);
        return spoiled(failure, std::move(answer));
      },
      refused);
}

ItemAnswer generate_item(Rehearsal& rehearsal, const Wording& wording, const json::value& body,
                         std::string_view id, const std::function<Prompt()>& check) {
  const std::optional<Failure> failure = scripted_failure(rehearsal, body);
  const auto errored = [&](const RefusalDetails& details) {
    const Answer answer = wording.refusal(details, id);
    return ItemAnswer{.end = ItemAnswer::End::Errored,
                      .status = details.status,
                      .body = parse_json(std::get<std::string>(answer.body), "a refusal")};
  };
  if (failure && failure->name == kItemExpires) return {.end = ItemAnswer::End::Expired, .body = nullptr};
  if (failure) {
    if (const auto refusal = refusal_for(*failure, wording.dialect, model_in(body))) return errored(*refusal);
  }
  try {
    const Prompt prompt = check();
    Completion completion = rehearsal.answer_unlimited(prompt);
    if (failure) spoil_content(*failure, completion, prompt.output_tokens_max);
    rehearsal.count(completion);
    return {.body = wording.answer(prompt, completion, id)};
  } catch (const Refusal& refusal) {
    return errored(refusal.details());
  } catch (const Error& error) {
    return errored({.message = error.message(), .param = error.details().where});
  }
}

}  // namespace calltracker::simulator
