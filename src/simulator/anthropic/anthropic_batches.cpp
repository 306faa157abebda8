// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/ids.hpp"
#include "base/time_zone.hpp"
#include "simulator/anthropic/anthropic_api.hpp"
#include "simulator/wire.hpp"

namespace calltracker::simulator {
namespace {

using http::server::Answer;
using http::server::Request;

constexpr std::size_t kItemsMax = 100'000;
constexpr std::size_t kCustomIdMax = 64;
constexpr UnixMillis kDayMs = 86'400'000;

bool is_custom_id(std::string_view id) {
  return !id.empty() && id.size() <= kCustomIdMax && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

json::value time_or_null(const std::optional<UnixMillis>& time_ms) {
  return time_ms ? json::value(to_iso8601_utc(*time_ms)) : json::value(nullptr);
}

json::object described(const BatchView& batch, const Request& request) {
  const BatchCounts& counts = batch.counts;
  json::value results_url = nullptr;
  if (batch.ended_at_ms) {
    results_url = fmt::format("http://{}/v1/messages/batches/{}/results",
                              request.header("host").value_or("localhost"), batch.id);
  }
  return {{"id", batch.id},
          {"type", "message_batch"},
          {"processing_status", batch.ended_at_ms    ? "ended"
                                : batch.cancel_at_ms ? "canceling"
                                                     : "in_progress"},
          {"request_counts",
           {{"processing", counts.processing},
            {"succeeded", counts.succeeded},
            {"errored", counts.errored},
            {"canceled", counts.canceled},
            {"expired", counts.expired}}},
          {"created_at", to_iso8601_utc(batch.created_at_ms)},
          {"expires_at", to_iso8601_utc(batch.created_at_ms + kDayMs)},
          {"ended_at", time_or_null(batch.ended_at_ms)},
          {"cancel_initiated_at", time_or_null(batch.cancel_at_ms)},
          {"archived_at", nullptr},
          {"results_url", std::move(results_url)}};
}

json::object line_of(const BatchResult& result) {
  const auto with = [&](json::object outcome) {
    return json::object{{"custom_id", result.custom_id}, {"result", std::move(outcome)}};
  };
  switch (result.answer.end) {
    case ItemAnswer::End::Succeeded:
      return with({{"type", "succeeded"}, {"message", result.answer.body}});
    case ItemAnswer::End::Errored: {
      json::value error = result.answer.body;
      error.as_object()["request_id"] = nullptr;
      return with({{"type", "errored"}, {"error", std::move(error)}});
    }
    case ItemAnswer::End::Canceled:
      return with({{"type", "canceled"}});
    case ItemAnswer::End::Expired:
      return with({{"type", "expired"}});
  }
  return with({{"type", "expired"}});
}

// What is refused at once; everything else about an item shows at its end.
BatchItem checked_item(const JsonReader& reader, std::set<std::string>& seen) {
  allow_only(reader, {"custom_id", "params"});
  std::string id = reader.at("custom_id").as_string();
  if (!is_custom_id(id))
    refuse_field(reader.path() + ".custom_id", "String should match '^[a-zA-Z0-9_-]{1,64}$'");
  if (!seen.insert(id).second) refuse_field(reader.path() + ".custom_id", "must be unique within the batch");
  const JsonReader params = reader.at("params");
  if (params.bool_if_any("stream").value_or(false)) refuse_field(params.path() + ".stream", "must be false");
  params.as_object();
  return {.custom_id = std::move(id), .body = params.value()};
}

}  // namespace

void AnthropicApi::add_batch_routes(Routes& routes, const std::string& prefix) {
  const std::string all = prefix + "/v1/messages/batches";
  const std::string one = all + "/{batch}";
  add_route(routes, "POST", all, &AnthropicApi::create_batch, kBatchBytesMax);
  add_route(routes, "GET", all, &AnthropicApi::list_batches, 0);
  add_route(routes, "GET", one, &AnthropicApi::show_batch, 0);
  add_route(routes, "DELETE", one, &AnthropicApi::delete_batch, 0);
  add_route(routes, "GET", one + "/results", &AnthropicApi::show_results, 0);
  add_route(routes, "POST", one + "/cancel", &AnthropicApi::cancel_batch, kRequestBytesMax);
}

Answer AnthropicApi::create_batch(const Request& request) {
  const json::value body = json_body(request, kBatchBytesMax);
  const JsonReader reader(body, "");
  allow_only(reader, {"requests"});
  const std::vector<JsonReader> requests = reader.at("requests").as_array();
  if (requests.empty() || requests.size() > kItemsMax) refuse_field("requests", "from 1 to 100000 requests");
  std::set<std::string> seen;
  std::vector<BatchItem> items;
  for (const JsonReader& item : requests) items.push_back(checked_item(item, seen));
  const std::string id =
      batches_.submit("msgbatch_" + make_ulid(rehearsal_.clock().now_ms()), std::move(items), {});
  return batch_handed_over(rehearsal_,
                           http::server::json_answer(200, described(*batches_.find(id), request)));
}

BatchView AnthropicApi::found_batch(const Request& request) {
  const auto batch = batches_.find(request.parameter("batch"));
  if (!batch) throw Refusal({.status = 404, .type = "not_found_error", .message = "message batch not found"});
  return *batch;
}

Answer AnthropicApi::list_batches(const Request& request) {
  const int limit = request.query_int("limit", 20, 1, 1000);
  const std::vector<BatchView> all = batches_.list();
  auto from = all.begin();
  if (const auto after = request.query("after_id")) {
    from = std::find_if(all.begin(), all.end(), [&](const BatchView& batch) { return batch.id == *after; });
    if (from != all.end()) ++from;
  }
  json::array data;
  for (; from != all.end() && static_cast<int>(data.size()) < limit; ++from)
    data.push_back(described(*from, request));
  const auto id_of = [](const json::value& batch) { return batch.at("id"); };
  return http::server::json_answer(
      200, json::object{{"has_more", from != all.end()},
                        {"first_id", data.empty() ? json::value() : id_of(data.front())},
                        {"last_id", data.empty() ? json::value() : id_of(data.back())},
                        {"data", std::move(data)}});
}

Answer AnthropicApi::show_batch(const Request& request) {
  return http::server::json_answer(200, described(found_batch(request), request));
}

Answer AnthropicApi::show_results(const Request& request) {
  const BatchView batch = found_batch(request);
  if (!batch.ended_at_ms) {
    throw Refusal({.status = 404, .type = "not_found_error", .message = "the results are not available yet"});
  }
  std::string lines;
  for (const BatchResult& result : *batch.results) lines += to_json_text(line_of(result)) + "\n";
  return http::server::text_answer(200, "application/x-jsonl", std::move(lines));
}

Answer AnthropicApi::cancel_batch(const Request& request) {
  batches_.cancel(found_batch(request).id);
  return http::server::json_answer(200, described(found_batch(request), request));
}

Answer AnthropicApi::delete_batch(const Request& request) {
  const BatchView batch = found_batch(request);
  if (!batch.ended_at_ms) throw Refusal({.message = "a batch can be deleted once it has ended"});
  batches_.remove(batch.id);
  return http::server::json_answer(200, json::object{{"id", batch.id}, {"type", "message_batch_deleted"}});
}

}  // namespace calltracker::simulator
