// SPDX-License-Identifier: MIT
#include "llm/providers/anthropic_models.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "base/time_zone.hpp"
#include "llm/providers/anthropic_messages.hpp"

namespace calltracker::llm {
namespace {

constexpr std::chrono::seconds kTimeout{20};

// Ids come from people; only what an id can be made of goes into a path.
bool is_model_id(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_';
  });
}

ModelCheckOutcome read_model(const http::Response& response, const std::string& model) {
  if (response.status == 404) return model_not_found(kAnthropicNames);
  if (response.status != 200) return read_anthropic_failure(response);
  try {
    const json::value body = parse_json(response.body, "the model's description");
    const JsonReader reader(body, "model");
    if (reader.string_if_any("lifecycle") == "retired") return model_not_found(kAnthropicNames);
    const auto retires_at = reader.string_if_any("retires_at");
    return ListedModel{.id = reader.at("id").as_string(),
                       .name = reader.string_if_any("display_name").value_or(model),
                       .retires_at_ms = retires_at ? parse_iso8601(*retires_at) : std::nullopt};
  } catch (const Error&) {
    return reply_unreadable(kAnthropicNames);
  }
}

}  // namespace

void check_anthropic_model(const AnthropicOptions& options, http::Client& http, const std::string& model,
                           std::stop_token stop, std::function<void(ModelCheckOutcome)> done) {
  if (!is_model_id(model)) {
    done(model_not_found(kAnthropicNames));
    return;
  }
  http::Request request{.url = fmt::format("{}/models/{}", anthropic_url(options.base_url), model),
                        .headers = anthropic_headers(options.api_key),
                        .timeout = kTimeout};
  http.send(std::move(request), std::move(stop), [model, done = std::move(done)](http::Outcome outcome) {
    if (const auto* failure = std::get_if<http::TransportFailure>(&outcome)) {
      done(transport_failure(*failure, kAnthropicNames));
    } else {
      done(read_model(std::get<http::Response>(outcome), model));
    }
  });
}

}  // namespace calltracker::llm
