// SPDX-License-Identifier: MIT
#include "simulator/anthropic/anthropic_api.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/ids.hpp"
#include "base/time_zone.hpp"
#include "simulator/wire.hpp"

namespace calltracker::simulator {
namespace {

using http::server::Answer;
using http::server::Request;

constexpr const char* kOrganization = "00000000-0000-4000-8000-000000000001";
constexpr std::int64_t kThousand = 1000;
constexpr const char* kReleasedAt = "2026-01-01T00:00:00Z";

void add_bucket(Answer& answer, std::string_view name, const BucketView& bucket, UnixMillis now_ms,
                bool rounded) {
  if (bucket.limit == 0) return;
  const std::int64_t remaining =
      rounded ? (bucket.remaining + kThousand / 2) / kThousand * kThousand : bucket.remaining;
  const auto header = [name](const char* what) {
    return fmt::format("anthropic-ratelimit-{}-{}", name, what);
  };
  answer.headers.set(header("limit"), std::to_string(bucket.limit));
  answer.headers.set(header("remaining"), std::to_string(remaining));
  // The real header has no fraction.
  const UnixMillis full_at_ms = (now_ms + bucket.full_in_ms + 999) / 1000 * 1000;
  answer.headers.set(header("reset"), to_iso8601_utc(full_at_ms).substr(0, 19) + "Z");
}

json::object described(const ProviderModel& model, UnixMillis now_ms) {
  const bool is_going = model.retires_at_ms.has_value();
  return {{"type", "model"},
          {"id", model.id},
          {"display_name", model.display_name},
          {"created_at", kReleasedAt},
          {"lifecycle", model.is_retired(now_ms) ? "retired"
                        : is_going               ? "deprecated"
                                                 : "active"},
          {"deprecated_at", is_going ? json::value(kReleasedAt) : json::value(nullptr)},
          {"retires_at", is_going ? json::value(to_iso8601_utc(*model.retires_at_ms)) : json::value(nullptr)},
          {"line", nullptr},
          {"max_input_tokens", model.context_tokens},
          {"max_tokens", model.output_tokens_max},
          {"capabilities", json::object()}};
}

}  // namespace

Answer anthropic_error(const RefusalDetails& details, std::string_view request_id) {
  json::object error{{"type", details.type}, {"message", details.message}};
  if (!details.code.empty()) error["details"] = json::object{{"error_code", details.code}};
  Answer answer = http::server::json_answer(
      details.status,
      json::object{{"type", "error"}, {"error", std::move(error)}, {"request_id", request_id}});
  answer.headers.set("request-id", request_id);
  if (details.retry_after) answer.headers.set("retry-after", *details.retry_after);
  return answer;
}

AnthropicApi::AnthropicApi(Rehearsal& rehearsal)
    : rehearsal_(rehearsal),
      wording_{.dialect = Dialect::Anthropic,
               .answer = anthropic_message,
               .refusal = anthropic_error,
               .add_limits = [this](Answer& answer,
                                    const Prompt& prompt) { add_limit_headers(answer, prompt.limits_name); }},
      batches_(rehearsal.clock(), rehearsal.options().batch_time, [this](const BatchItem& item) {
        const MessageRules rules{.models = models_,
                                 .now_ms = rehearsal_.clock().now_ms(),
                                 .api_version = kAnthropicVersion,
                                 .use = MessageUse::Batch};
        return generate_item(rehearsal_, wording_, item.body, "req_" + make_ulid(rules.now_ms),
                             [&] { return check_message_request(item.body, rules); });
      }) {}

void AnthropicApi::add_routes(Routes& routes, const std::string& prefix) {
  add_route(routes, "POST", prefix + "/v1/messages", &AnthropicApi::create_message, kRequestBytesMax);
  add_route(routes, "POST", prefix + "/v1/messages/count_tokens", &AnthropicApi::count_tokens,
            kRequestBytesMax);
  add_route(routes, "GET", prefix + "/v1/models", &AnthropicApi::list_models, 0);
  add_route(routes, "GET", prefix + "/v1/models/{model}", &AnthropicApi::show_model, 0);
  add_batch_routes(routes, prefix);
}

void AnthropicApi::add_route(Routes& routes, const std::string& method, const std::string& path, Member work,
                             std::size_t body_bytes_max) {
  routes.add(method, path,
             [this, work](const Request& request) {
               Answer answer = answer_or_refuse(
                   [&] {
                     check_access(request);
                     return (this->*work)(request);
                   },
                   [&](const RefusalDetails& details) { return anthropic_error(details, request.id); });
               if (!answer.headers.find("request-id")) answer.headers.set("request-id", request.id);
               answer.headers.set("anthropic-organization-id", kOrganization);
               return answer;
             },
             {.body_bytes_max = body_bytes_max});
}

void AnthropicApi::check_access(const Request& request) const {
  const auto key = request.header("x-api-key");
  if (!rehearsal_.knows_key(key ? std::string(*key) : bearer_key(request))) {
    throw Refusal({.status = 401, .type = "authentication_error", .message = "invalid x-api-key"});
  }
  const auto version = request.header("anthropic-version");
  if (!version) throw Refusal({.message = "anthropic-version: header is required"});
  if (*version != kAnthropicVersion && *version != kAnthropicOlderVersion) {
    throw Refusal({.message = fmt::format("anthropic-version: \"{}\" is not a valid version", *version)});
  }
}

MessageRules AnthropicApi::rules_for(const Request& request, MessageUse use) const {
  return {.models = models_,
          .now_ms = rehearsal_.clock().now_ms(),
          .api_version = *request.header("anthropic-version"),
          .use = use};
}

Answer AnthropicApi::create_message(const Request& request) {
  const json::value body = json_body(request, kRequestBytesMax);
  return generate(rehearsal_, wording_, request, body,
                  [&] { return check_message_request(body, rules_for(request, MessageUse::Answer)); });
}

Answer AnthropicApi::count_tokens(const Request& request) {
  const json::value body = json_body(request, kRequestBytesMax);
  const Prompt prompt = check_message_request(body, rules_for(request, MessageUse::CountTokens));
  return http::server::json_answer(200, json::object{{"input_tokens", prompt.input_tokens()}});
}

Answer AnthropicApi::list_models(const Request& request) {
  const int limit = request.query_int("limit", 20, 1, 1000);
  const UnixMillis now_ms = rehearsal_.clock().now_ms();
  std::vector<const ProviderModel*> listed;
  for (const ProviderModel& model : models_.all()) {
    if (!model.is_retired(now_ms)) listed.push_back(&model);
  }
  auto from = listed.begin();
  if (const auto after = request.query("after_id")) {
    from = std::find_if(listed.begin(), listed.end(),
                        [&](const ProviderModel* model) { return model->id == *after; });
    if (from != listed.end()) ++from;
  }
  json::array data;
  for (; from != listed.end() && static_cast<int>(data.size()) < limit; ++from)
    data.push_back(described(**from, now_ms));
  const bool has_more = from != listed.end();
  const auto id_of = [](const json::value& model) { return model.at("id"); };
  return http::server::json_answer(
      200, json::object{{"first_id", data.empty() ? json::value() : id_of(data.front())},
                        {"last_id", data.empty() ? json::value() : id_of(data.back())},
                        {"has_more", has_more},
                        {"data", std::move(data)}});
}

Answer AnthropicApi::show_model(const Request& request) {
  const std::string& id = request.parameter("model");
  const ProviderModel* model = models_.find(id);
  const UnixMillis now_ms = rehearsal_.clock().now_ms();
  if (model == nullptr || model->is_retired(now_ms)) {
    throw Refusal({.status = 404, .type = "not_found_error", .message = "model: " + id});
  }
  return http::server::json_answer(200, described(*model, now_ms));
}

void AnthropicApi::add_limit_headers(Answer& answer, const std::string& model) {
  const UnixMillis now_ms = rehearsal_.clock().now_ms();
  const LimitsView view = rehearsal_.limits().view(model, now_ms);
  add_bucket(answer, "requests", view.requests, now_ms, false);
  add_bucket(answer, "input-tokens", view.input_tokens, now_ms, true);
  add_bucket(answer, "output-tokens", view.output_tokens, now_ms, true);
  const BucketView all{.limit = view.input_tokens.limit + view.output_tokens.limit,
                       .remaining = view.input_tokens.remaining + view.output_tokens.remaining,
                       .full_in_ms = std::max(view.input_tokens.full_in_ms, view.output_tokens.full_in_ms)};
  add_bucket(answer, "tokens", all, now_ms, true);
}

}  // namespace calltracker::simulator
