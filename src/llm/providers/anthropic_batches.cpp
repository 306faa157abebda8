// SPDX-License-Identifier: MIT
#include "llm/providers/anthropic_batches.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/time_zone.hpp"
#include "llm/providers/anthropic_messages.hpp"
#include "llm/providers/batch_support.hpp"
#include "llm/request_prefix.hpp"

namespace calltracker::llm {
namespace {

// Clocks differ.
constexpr std::int64_t kClockSlackMs = 60'000;
constexpr int kListed = 100;

class AnthropicBatches final : public BatchClient {
 public:
  AnthropicBatches(AnthropicOptions options, std::shared_ptr<http::Client> http,
                   std::shared_ptr<const ModelCatalog> catalog)
      : options_(std::move(options)), http_(std::move(http)), catalog_(std::move(catalog)) {}

  BatchOutcome<std::string> submit(const BatchIntent& /*intent*/, const std::vector<BatchQuestion>& questions,
                                   std::stop_token stop) override {
    std::string body = "{\"requests\":[";
    for (const BatchQuestion& question : questions) {
      const auto model = catalog_->describe("anthropic", question.request.model);
      if (!model) return model_not_found(kAnthropicNames);
      const std::int64_t most =
          std::min<std::int64_t>(question.request.output_tokens_max, model->output_tokens_max);
      if (body.back() != '[') body += ',';
      body +=
          fmt::format(R"({{"custom_id":{},"params":{}}})", to_json_text(json::value(question.custom_id)),
                      anthropic_body(question.request, quoted_input(question.request), *model, most).text());
    }
    body += "]}";
    return ask<std::string>("POST", "", std::move(body), std::move(stop), [](const http::Response& response) {
      return JsonReader(parse_json(response.body, "a batch"), "batch").at("id").as_string();
    });
  }

  BatchOutcome<std::optional<std::string>> find(const BatchIntent& intent,
                                                const std::vector<std::string>& known,
                                                std::stop_token stop) override {
    return ask<std::optional<std::string>>(
        "GET", fmt::format("?limit={}", kListed), "", std::move(stop), [&](const http::Response& response) {
          const json::value body = parse_json(response.body, "the list of batches");
          std::optional<std::string> oldest;  // the list begins with the newest
          for (const JsonReader& batch : JsonReader(body, "batches").at("data").as_array()) {
            const std::string id = batch.at("id").as_string();
            const auto created_at_ms = parse_iso8601(batch.at("created_at").as_string());
            const bool is_since = created_at_ms && *created_at_ms + kClockSlackMs >= intent.at_ms;
            if (!is_since || questions_of(batch) != intent.questions) continue;
            if (std::find(known.begin(), known.end(), id) == known.end()) oldest = id;
          }
          return oldest;
        });
  }

  BatchOutcome<BatchStatus> status(const std::string& id, std::stop_token stop) override {
    return ask<BatchStatus>("GET", "/" + id, "", std::move(stop), [](const http::Response& response) {
      const json::value body = parse_json(response.body, "a batch");
      const JsonReader batch(body, "batch");
      const std::string state = batch.at("processing_status").as_string();
      const std::int64_t open = batch.at("request_counts").int_if_any("processing").value_or(0);
      return BatchStatus{.state = state == "ended" ? BatchStatus::State::Ended : BatchStatus::State::Working,
                         .message = "",
                         .answered = questions_of(batch) - open};
    });
  }

  std::optional<ModelFailure> take(const std::string& id, const std::string& model, const json::value& schema,
                                   const Visit& visit, std::stop_token stop) override {
    const auto info = catalog_->describe("anthropic", model);
    if (!info) return model_not_found(kAnthropicNames);
    auto taken =
        ask<bool>("GET", "/" + id + "/results", "", std::move(stop), [&](const http::Response& response) {
          for (const std::string_view line : split(response.body, '\n')) {
            if (!trim(line).empty()) visit_line(line, *info, schema, visit);
          }
          return true;
        });
    return failure_in(std::move(taken));
  }

  std::optional<ModelFailure> cancel(const std::string& id, std::stop_token stop) override {
    return failure_in(ask<bool>("POST", "/" + id + "/cancel", "{}", std::move(stop),
                                [](const http::Response&) { return true; }));
  }

 private:
  static std::optional<ModelFailure> failure_in(BatchOutcome<bool> outcome) {
    auto* failed = std::get_if<ModelFailure>(&outcome);
    return failed == nullptr ? std::nullopt : std::optional(std::move(*failed));
  }

  static std::int64_t questions_of(const JsonReader& batch) {
    std::int64_t sum = 0;
    for (const auto& [name, count] : batch.at("request_counts").as_object()) {
      if (count.is_int64()) sum += count.get_int64();
    }
    return sum;
  }

  template <class T, class Read>
  BatchOutcome<T> ask(const char* method, const std::string& path, std::string body, std::stop_token stop,
                      const Read& read) {
    http::Request request{.method = method,
                          .url = anthropic_url(options_.base_url) + "/messages/batches" + path,
                          .headers = anthropic_headers(options_.api_key),
                          .body = std::move(body)};
    const http::Outcome outcome = send_and_wait(*http_, std::move(request), std::move(stop));
    if (const auto* failed = std::get_if<http::TransportFailure>(&outcome)) {
      return transport_failure(*failed, kAnthropicNames);
    }
    const auto& response = std::get<http::Response>(outcome);
    if (response.status != 200) return read_anthropic_failure(response);
    try {
      return read(response);
    } catch (const Error&) {
      return reply_unreadable(kAnthropicNames);
    }
  }

  void visit_line(std::string_view line, const ModelInfo& model, const json::value& schema,
                  const Visit& visit) {
    const json::value value = parse_json(line, "a result");
    const JsonReader reader(value, "result");
    const std::string id = reader.at("custom_id").as_string();
    const JsonReader result = reader.at("result");
    const std::string type = result.at("type").as_string();
    if (type != "succeeded") {
      visit(id, batch_item_failed(type));
      return;
    }
    const http::Response response{
        .status = 200, .headers = {}, .body = to_json_text(result.at("message").value()), .elapsed_ms = 0};
    visit(id, batch_outcome(read_anthropic_response(response), model, answers_, schema));
  }

  const AnthropicOptions options_;
  const std::shared_ptr<http::Client> http_;
  const std::shared_ptr<const ModelCatalog> catalog_;
  const AnswerReader answers_;
};

}  // namespace

std::shared_ptr<BatchClient> make_anthropic_batches(AnthropicOptions options,
                                                    std::shared_ptr<http::Client> http,
                                                    std::shared_ptr<const ModelCatalog> catalog) {
  return std::make_shared<AnthropicBatches>(std::move(options), std::move(http), std::move(catalog));
}

}  // namespace calltracker::llm
