// SPDX-License-Identifier: MIT
#include "simulator/openai/openai_api.hpp"

#include <fmt/format.h>

#include "base/ids.hpp"
#include "base/time_zone.hpp"
#include "simulator/wire.hpp"

namespace calltracker::simulator {
namespace {

using http::server::Answer;
using http::server::Request;

constexpr std::int64_t kReleasedAt = 1'767'225'600;  // 2026-01-01

void add_bucket(Answer& answer, std::string_view name, const BucketView& bucket) {
  if (bucket.limit == 0) return;
  answer.headers.set(fmt::format("x-ratelimit-limit-{}", name), std::to_string(bucket.limit));
  answer.headers.set(fmt::format("x-ratelimit-remaining-{}", name), std::to_string(bucket.remaining));
  answer.headers.set(fmt::format("x-ratelimit-reset-{}", name), go_duration(bucket.full_in_ms));
}

json::object described_model(const ProviderModel& model) {
  json::object described{
      {"id", model.id}, {"object", "model"}, {"created", kReleasedAt}, {"owned_by", "openai"}};
  described["shutdown_date"] = model.retires_at_ms
                                   ? json::value(to_iso8601_utc(*model.retires_at_ms).substr(0, 10))
                                   : json::value(nullptr);
  return described;
}

json::object described_local_model(Personality personality) {
  json::object described{
      {"id", kLocalModel}, {"object", "model"}, {"created", kReleasedAt}, {"owned_by", "library"}};
  if (personality == Personality::Vllm) described["max_model_len"] = 32'768;
  if (personality == Personality::LlamaCpp) described["meta"] = {{"n_ctx_train", 32'768}};
  return described;
}

}  // namespace

OpenAiApi::OpenAiApi(Rehearsal& rehearsal, Personality personality)
    : rehearsal_(rehearsal),
      personality_(personality),
      wording_{.dialect = Dialect::OpenAi,
               .answer =
                   [this](const Prompt& prompt, const Completion& completion, std::string_view id) {
                     return chat_completion(personality_, rehearsal_.clock().now_ms(), prompt, completion,
                                            id);
                   },
               .refusal = [this](const RefusalDetails& details,
                                 std::string_view id) { return refusal(details, id); },
               .add_limits = [this](Answer& answer,
                                    const Prompt& prompt) { add_limit_headers(answer, prompt.limits_name); }},
      batches_(rehearsal.clock(), rehearsal.options().batch_time, [this](const BatchItem& item) {
        const ChatRules rules{
            .personality = personality_, .models = models_, .now_ms = rehearsal_.clock().now_ms()};
        return generate_item(rehearsal_, wording_, item.body, make_ulid(rules.now_ms),
                             [&] { return check_chat_request(item.body, rules); });
      }) {}

void OpenAiApi::add_routes(Routes& routes, const std::string& prefix) {
  add_route(routes, "POST", prefix + "/v1/chat/completions", &OpenAiApi::create_completion,
            {.body_bytes_max = kRequestBytesMax});
  add_route(routes, "GET", prefix + "/v1/models", &OpenAiApi::list_models, {});
  add_route(routes, "GET", prefix + "/v1/models/{model}", &OpenAiApi::show_model, {});
  if (personality_ == Personality::OpenAi) add_batch_routes(routes, prefix);
}

void OpenAiApi::add_route(Routes& routes, const std::string& method, const std::string& path, Member work,
                          http::server::RouteOptions options) {
  routes.add(
      method, path,
      [this, work](const Request& request) {
        return answer_or_refuse(
            [&] {
              check_access(request);
              return (this->*work)(request);
            },
            [&](const RefusalDetails& details) { return refusal(details, request.id); });
      },
      options);
}

void OpenAiApi::check_access(const Request& request) const {
  // Local servers ask for no key.
  if (personality_ != Personality::OpenAi || rehearsal_.knows_key(bearer_key(request))) return;
  throw Refusal({.status = 401,
                 .message = "Incorrect API key provided. You can find your API key at "
                            "https://platform.openai.com/account/api-keys.",
                 .code = "invalid_api_key"});
}

Answer OpenAiApi::refusal(const RefusalDetails& details, std::string_view /*request_id*/) const {
  Answer answer = chat_error(personality_, details);
  // When a limit resets is told by its headers; retry-after comes only where a failure script asks for it.
  const bool is_own_limit = details.status == 429 && details.type == "rate_limit_error";
  if (details.retry_after && !is_own_limit) answer.headers.set("retry-after", *details.retry_after);
  return answer;
}

Answer OpenAiApi::create_completion(const Request& request) {
  const json::value body = json_body(request, kRequestBytesMax);
  return generate(rehearsal_, wording_, request, body, [&] {
    return check_chat_request(
        body, {.personality = personality_, .models = models_, .now_ms = rehearsal_.clock().now_ms()});
  });
}

Answer OpenAiApi::list_models(const Request&) {
  json::array data;
  if (personality_ == Personality::OpenAi) {
    for (const ProviderModel& model : models_.all()) {
      if (!model.is_retired(rehearsal_.clock().now_ms())) data.push_back(described_model(model));
    }
  } else {
    data.push_back(described_local_model(personality_));
  }
  return http::server::json_answer(200, json::object{{"object", "list"}, {"data", std::move(data)}});
}

Answer OpenAiApi::show_model(const Request& request) {
  const std::string& id = request.parameter("model");
  if (personality_ != Personality::OpenAi && id == kLocalModel) {
    return http::server::json_answer(200, described_local_model(personality_));
  }
  const ProviderModel* model = personality_ == Personality::OpenAi ? models_.find(id) : nullptr;
  if (model == nullptr || model->is_retired(rehearsal_.clock().now_ms())) {
    throw Refusal({.status = 404,
                   .message = fmt::format("The model '{}' does not exist", id),
                   .code = "model_not_found",
                   .param = "model"});
  }
  return http::server::json_answer(200, described_model(*model));
}

void OpenAiApi::add_limit_headers(Answer& answer, const std::string& model) {
  if (personality_ != Personality::OpenAi) return;
  const LimitsView view = rehearsal_.limits().view(model, rehearsal_.clock().now_ms());
  add_bucket(answer, "requests", view.requests);
  add_bucket(answer, "tokens", view.input_tokens);
}

}  // namespace calltracker::simulator
