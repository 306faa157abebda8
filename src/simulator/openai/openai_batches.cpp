// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "base/error.hpp"
#include "base/ids.hpp"
#include "base/text.hpp"
#include "simulator/openai/openai_api.hpp"
#include "simulator/wire.hpp"

namespace calltracker::simulator {
namespace {

using http::server::Answer;
using http::server::Request;

constexpr std::size_t kItemsMax = 50'000;
constexpr std::size_t kFileBytesMax = 200 * 1024 * 1024;
constexpr std::int64_t kDaySeconds = 86'400;

json::object described_file(const std::string& id, std::string_view name, std::string_view purpose,
                            std::size_t bytes, UnixMillis created_at_ms) {
  return {
      {"id", id},         {"object", "file"},   {"bytes", bytes},       {"created_at", created_at_ms / 1000},
      {"filename", name}, {"purpose", purpose}, {"status", "processed"}};
}

json::object line_of(const BatchResult& result) {
  json::value response = nullptr;
  json::value error = nullptr;
  if (result.answer.end == ItemAnswer::End::Succeeded || result.answer.end == ItemAnswer::End::Errored) {
    response = {{"status_code", result.answer.status},
                {"request_id", "req_" + result.custom_id},
                {"body", result.answer.body}};
  } else {
    const bool expired = result.answer.end == ItemAnswer::End::Expired;
    error = {{"code", expired ? "batch_expired" : "batch_cancelled"},
             {"message", "This request was not executed before the batch ended."}};
  }
  return {{"id", "batch_req_" + result.custom_id},
          {"custom_id", result.custom_id},
          {"response", std::move(response)},
          {"error", std::move(error)}};
}

struct BatchInput {
  std::vector<BatchItem> items;
  json::array errors;  // of lines that cannot be used
};

BatchInput read_input(std::string_view content, const std::string& endpoint) {
  BatchInput input;
  std::set<std::string> seen;
  std::int64_t line_number = 0;
  for (const std::string_view line : split(content, '\n')) {
    ++line_number;
    if (trim(line).empty()) continue;
    const auto refuse = [&](const char* code, std::string message) {
      input.errors.push_back(json::object{
          {"code", code}, {"line", line_number}, {"message", std::move(message)}, {"param", nullptr}});
    };
    try {
      const json::value value = parse_json(line, "the line");
      const JsonReader reader(value, "");
      std::string id = reader.at("custom_id").as_string();
      if (!seen.insert(id).second) {
        refuse("duplicate_custom_id", "The custom_id of this line was used before.");
      } else if (reader.at("method").as_string() != "POST" || reader.at("url").as_string() != endpoint) {
        refuse("mismatched_endpoint", "The line's method or url is not the batch's.");
      } else {
        input.items.push_back({.custom_id = std::move(id), .body = reader.at("body").value()});
      }
    } catch (const Error& error) {
      refuse("invalid_json_line", error.message());
    }
  }
  if (input.items.empty() && input.errors.empty()) {
    input.errors.push_back(json::object{{"code", "empty_file"},
                                        {"line", nullptr},
                                        {"message", "The input file is empty."},
                                        {"param", nullptr}});
  }
  return input;
}

}  // namespace

void OpenAiApi::add_batch_routes(Routes& routes, const std::string& prefix) {
  add_route(routes, "POST", prefix + "/v1/files", &OpenAiApi::create_file,
            {.body = http::server::BodyKind::Form, .body_bytes_max = kFileBytesMax + 4096});
  add_route(routes, "GET", prefix + "/v1/files/{file}", &OpenAiApi::show_file, {});
  add_route(routes, "DELETE", prefix + "/v1/files/{file}", &OpenAiApi::delete_file, {});
  add_route(routes, "GET", prefix + "/v1/files/{file}/content", &OpenAiApi::show_content, {});
  add_route(routes, "POST", prefix + "/v1/batches", &OpenAiApi::create_batch, {});
  add_route(routes, "GET", prefix + "/v1/batches", &OpenAiApi::list_batches, {});
  add_route(routes, "GET", prefix + "/v1/batches/{batch}", &OpenAiApi::show_batch, {});
  add_route(routes, "POST", prefix + "/v1/batches/{batch}/cancel", &OpenAiApi::cancel_batch, {});
}

std::string OpenAiApi::add_file(File file) {
  std::string id = "file-" + make_ulid(rehearsal_.clock().now_ms());
  const std::lock_guard lock(mutex_);
  files_.emplace(id, std::move(file));
  return id;
}

OpenAiApi::File OpenAiApi::found_file(const std::string& id) {
  const std::lock_guard lock(mutex_);
  const auto found = files_.find(id);
  if (found == files_.end()) {
    throw Refusal({.status = 404, .message = "No such File object: " + id, .param = "id"});
  }
  return found->second;
}

Answer OpenAiApi::create_file(const Request& request) {
  const auto purpose = request.form.field("purpose");
  if (!purpose) throw Refusal({.message = "'purpose' is a required property", .param = "purpose"});
  if (!request.form.file) throw Refusal({.message = "'file' is a required property", .param = "file"});
  std::ifstream stream(request.form.file->content.path(), std::ios::binary);
  std::ostringstream content;
  content << stream.rdbuf();
  File file{.name = request.form.file->file_name,
            .purpose = *purpose,
            .created_at_ms = rehearsal_.clock().now_ms(),
            .content = content.str()};
  const std::size_t bytes = file.content.size();
  const std::string name = file.name;
  const std::string id = add_file(std::move(file));
  return http::server::json_answer(200,
                                   described_file(id, name, *purpose, bytes, rehearsal_.clock().now_ms()));
}

Answer OpenAiApi::show_file(const Request& request) {
  const std::string& id = request.parameter("file");
  const File file = found_file(id);
  return http::server::json_answer(
      200, described_file(id, file.name, file.purpose, file.content.size(), file.created_at_ms));
}

Answer OpenAiApi::show_content(const Request& request) {
  return http::server::text_answer(200, "application/octet-stream",
                                   found_file(request.parameter("file")).content);
}

Answer OpenAiApi::delete_file(const Request& request) {
  const std::string& id = request.parameter("file");
  found_file(id);
  const std::lock_guard lock(mutex_);
  files_.erase(id);
  return http::server::json_answer(200, json::object{{"id", id}, {"object", "file"}, {"deleted", true}});
}

Answer OpenAiApi::create_batch(const Request& request) {
  const json::value body = json_body(request, kRequestBytesMax);
  const JsonReader reader(body, "");
  const std::string endpoint = reader.at("endpoint").as_string();
  if (endpoint != "/v1/chat/completions") {
    throw Refusal({.message = "this endpoint cannot be used for batches", .param = "endpoint"});
  }
  if (reader.at("completion_window").as_string() != "24h") {
    throw Refusal({.message = "completion_window must be '24h'", .param = "completion_window"});
  }
  const std::string file_id = reader.at("input_file_id").as_string();
  const File file = found_file(file_id);
  if (file.purpose != "batch")
    throw Refusal({.message = "the file's purpose is not batch", .param = "input_file_id"});
  BatchInput input = read_input(file.content, endpoint);
  if (input.items.size() > kItemsMax) throw Refusal({.message = "too many requests in the file"});
  if (!input.errors.empty()) input.items.clear();
  const auto metadata = reader.find("metadata");
  json::object notes{{"endpoint", endpoint},
                     {"input_file_id", file_id},
                     {"metadata", metadata ? metadata->value() : json::value(nullptr)},
                     {"errors", std::move(input.errors)}};
  const std::string id = batches_.submit("batch_" + make_ulid(rehearsal_.clock().now_ms()),
                                         std::move(input.items), std::move(notes));
  return batch_handed_over(rehearsal_, http::server::json_answer(200, described(*batches_.find(id))));
}

BatchView OpenAiApi::found_batch(const Request& request) {
  const auto batch = batches_.find(request.parameter("batch"));
  if (!batch) throw Refusal({.status = 404, .message = "No batch found with this id.", .param = "id"});
  return *batch;
}

Answer OpenAiApi::list_batches(const Request& request) {
  const int limit = request.query_int("limit", 20, 1, 100);
  const std::vector<BatchView> all = batches_.list();
  auto from = all.begin();
  if (const auto after = request.query("after")) {
    from = std::find_if(all.begin(), all.end(), [&](const BatchView& batch) { return batch.id == *after; });
    if (from != all.end()) ++from;
  }
  json::array data;
  for (; from != all.end() && static_cast<int>(data.size()) < limit; ++from) data.push_back(described(*from));
  const auto id_of = [](const json::value& batch) { return batch.at("id"); };
  return http::server::json_answer(
      200, json::object{{"object", "list"},
                        {"has_more", from != all.end()},
                        {"first_id", data.empty() ? json::value() : id_of(data.front())},
                        {"last_id", data.empty() ? json::value() : id_of(data.back())},
                        {"data", std::move(data)}});
}

Answer OpenAiApi::show_batch(const Request& request) {
  return http::server::json_answer(200, described(found_batch(request)));
}

Answer OpenAiApi::cancel_batch(const Request& request) {
  batches_.cancel(found_batch(request).id);
  return http::server::json_answer(200, described(found_batch(request)));
}

json::object OpenAiApi::described(const BatchView& batch) {
  const json::array& errors = batch.notes.at("errors").as_array();
  const std::int64_t created_at = batch.created_at_ms / 1000;
  const char* status = batch.cancel_at_ms ? "cancelling" : "in_progress";
  if (batch.ended_at_ms) status = batch.cancel_at_ms ? "cancelled" : "completed";
  if (!errors.empty()) status = "failed";
  const BatchCounts& counts = batch.counts;
  const bool has_ended = batch.ended_at_ms.has_value();
  return {
      {"id", batch.id},
      {"object", "batch"},
      {"endpoint", batch.notes.at("endpoint")},
      {"errors", errors.empty() ? json::value(nullptr) : json::object{{"object", "list"}, {"data", errors}}},
      {"input_file_id", batch.notes.at("input_file_id")},
      {"completion_window", "24h"},
      {"status", status},
      {"output_file_id", has_ended ? results_file(batch, true) : json::value(nullptr)},
      {"error_file_id", has_ended ? results_file(batch, false) : json::value(nullptr)},
      {"created_at", created_at},
      {"expires_at", created_at + kDaySeconds},
      {"completed_at", has_ended ? json::value(*batch.ended_at_ms / 1000) : json::value(nullptr)},
      {"request_counts",
       {{"total", batch.items},
        {"completed", counts.succeeded},
        {"failed", counts.errored + counts.expired + counts.canceled}}},
      {"metadata", batch.notes.at("metadata")}};
}

json::value OpenAiApi::results_file(const BatchView& batch, bool succeeded) {
  const std::string key = batch.id + (succeeded ? "/output" : "/error");
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = result_files_.find(key); found != result_files_.end()) return found->second;
  }
  std::string lines;
  for (const BatchResult& result : *batch.results) {
    if ((result.answer.end == ItemAnswer::End::Succeeded) == succeeded)
      lines += to_json_text(line_of(result)) + "\n";
  }
  json::value id = nullptr;
  if (!lines.empty()) {
    id = json::value(add_file({.name = key + ".jsonl",
                               .purpose = "batch_output",
                               .created_at_ms = *batch.ended_at_ms,
                               .content = std::move(lines)}));
  }
  const std::lock_guard lock(mutex_);
  return result_files_.try_emplace(key, id).first->second;
}

}  // namespace calltracker::simulator
