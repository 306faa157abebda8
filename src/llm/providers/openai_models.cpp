// SPDX-License-Identifier: MIT
#include "llm/providers/openai_models.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "base/time_zone.hpp"
#include "llm/providers/openai_chat.hpp"
#include "llm/providers/reply_json.hpp"

namespace calltracker::llm {
namespace {

constexpr std::chrono::seconds kTimeout{20};
constexpr std::size_t kModelsNamedMax = 8;

// A date, a moment or a Unix time: the field is young.
std::optional<UnixMillis> shutdown_ms(const json::value* entry) {
  const std::int64_t seconds = count_member(entry, "shutdown_date");
  if (seconds > 0) return seconds * 1000;
  const std::string text = text_member(entry, "shutdown_date");
  return parse_iso8601(text.size() == std::string_view("2027-01-14").size() ? text + "T00:00:00Z" : text);
}

ModelFailure not_listed(const json::array& list, const std::string& model, const ProviderNames& names) {
  ModelFailure result = model_not_found(names);
  result.message = fmt::format("{} has no model \"{}\"", names.vendor, truncate_utf8(model, 80));
  std::vector<std::string> ids;
  for (const json::value& entry : list) {
    if (ids.size() < kModelsNamedMax) ids.push_back(text_member(&entry, "id"));
  }
  if (list.size() <= kModelsNamedMax) {
    result.hint = fmt::format("use one of: {}", fmt::join(ids, ", "));
  }
  return result;
}

ModelCheckOutcome read_list(const http::Response& response, const std::string& model, ChatDialect dialect) {
  const ListedModel unlisted{.id = model, .name = model, .retires_at_ms = std::nullopt};
  const bool keeps_no_list = response.status == 404 || response.status == 405;
  if (dialect == ChatDialect::Compatible && keeps_no_list) return unlisted;
  if (response.status != 200) return read_openai_failure(response, dialect);
  const auto body = parse_reply(response.body);
  const json::value* data = member(body ? &body->value() : nullptr, "data");
  if (data == nullptr || !data->is_array()) return reply_unreadable(openai_names(dialect));
  const json::array& list = data->get_array();
  const auto found = std::find_if(list.begin(), list.end(), [&model](const json::value& entry) {
    return text_member(&entry, "id") == model;
  });
  if (found != list.end()) {
    return ListedModel{.id = model, .name = model, .retires_at_ms = shutdown_ms(&*found)};
  }
  const bool serves_any_name = std::any_of(list.begin(), list.end(), [](const json::value& entry) {
    return text_member(&entry, "owned_by") == "llamacpp";
  });
  if (dialect == ChatDialect::Compatible && (list.empty() || serves_any_name)) return unlisted;
  return not_listed(list, model, openai_names(dialect));
}

}  // namespace

void check_openai_model(const OpenAiOptions& options, http::Client& http, const std::string& model,
                        std::stop_token stop, std::function<void(ModelCheckOutcome)> done) {
  const ChatDialect dialect =
      is_openai_itself(options.base_url) ? ChatDialect::OpenAi : ChatDialect::Compatible;
  http::Request request{.url = openai_url(options.base_url) + "/models",
                        .headers = openai_headers(options.api_key),
                        .timeout = kTimeout};
  http.send(std::move(request), std::move(stop),
            [model, dialect, done = std::move(done)](http::Outcome outcome) {
              if (const auto* failure = std::get_if<http::TransportFailure>(&outcome)) {
                done(transport_failure(*failure, openai_names(dialect)));
              } else {
                done(read_list(std::get<http::Response>(outcome), model, dialect));
              }
            });
}

}  // namespace calltracker::llm
