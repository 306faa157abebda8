// SPDX-License-Identifier: MIT
#include "llm/providers/openai_batches.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "llm/providers/batch_support.hpp"
#include "llm/providers/openai_chat.hpp"
#include "llm/request_prefix.hpp"

namespace calltracker::llm {
namespace {

constexpr const char* kNameField = "calltracker_batch";
constexpr const char* kEndpoint = "/v1/chat/completions";
constexpr int kListed = 100;

ProviderNames names() {
  return openai_names(ChatDialect::OpenAi);
}

class OpenAiBatches final : public BatchClient {
 public:
  OpenAiBatches(OpenAiOptions options, std::shared_ptr<http::Client> http,
                std::shared_ptr<const ModelCatalog> catalog)
      : options_(std::move(options)), http_(std::move(http)), catalog_(std::move(catalog)) {}

  BatchOutcome<std::string> submit(const BatchIntent& intent, const std::vector<BatchQuestion>& questions,
                                   std::stop_token stop) override {
    std::string lines;
    for (const BatchQuestion& question : questions) {
      const auto model = catalog_->describe("openai", question.request.model);
      if (!model) return model_not_found(names());
      const std::int64_t most =
          std::min<std::int64_t>(question.request.output_tokens_max, model->output_tokens_max);
      lines += fmt::format(
          R"({{"custom_id":{},"method":"POST","url":"{}","body":{}}})",
          to_json_text(json::value(question.custom_id)), kEndpoint,
          openai_body(question.request, quoted_input(question.request), *model, most, ChatDialect::OpenAi)
              .text());
      lines += '\n';
    }
    auto file = upload(intent.name, lines, stop);
    if (auto* failed = std::get_if<ModelFailure>(&file)) return std::move(*failed);
    const json::object body{{"input_file_id", std::get<std::string>(file)},
                            {"endpoint", kEndpoint},
                            {"completion_window", "24h"},
                            {"metadata", {{kNameField, intent.name}}}};
    return ask<std::string>(json_request("POST", "/batches", to_json_text(body)), std::move(stop), id_in);
  }

  BatchOutcome<std::optional<std::string>> find(const BatchIntent& intent,
                                                const std::vector<std::string>& /*known*/,
                                                std::stop_token stop) override {
    return ask<std::optional<std::string>>(
        json_request("GET", fmt::format("/batches?limit={}", kListed), ""), std::move(stop),
        [&](const std::string& text) -> std::optional<std::string> {
          const json::value body = parse_json(text, "the list of batches");
          for (const JsonReader& batch : JsonReader(body, "batches").at("data").as_array()) {
            const auto metadata = batch.find("metadata");
            if (metadata && metadata->string_if_any(kNameField) == intent.name)
              return batch.at("id").as_string();
          }
          return std::nullopt;
        });
  }

  BatchOutcome<BatchStatus> status(const std::string& id, std::stop_token stop) override {
    return ask<BatchStatus>(
        json_request("GET", "/batches/" + id, ""), std::move(stop), [](const std::string& text) {
          const json::value body = parse_json(text, "a batch");
          const JsonReader batch(body, "batch");
          const std::string state = batch.at("status").as_string();
          if (state == "failed") {
            return BatchStatus{.state = BatchStatus::State::Failed,
                               .message = "OpenAI could not use the batch's file"};
          }
          const bool has_ended = state == "completed" || state == "expired" || state == "cancelled";
          const auto counts = batch.find("request_counts");
          return BatchStatus{.state = has_ended ? BatchStatus::State::Ended : BatchStatus::State::Working,
                             .message = "",
                             .answered = counts ? counts->int_if_any("completed").value_or(0) +
                                                      counts->int_if_any("failed").value_or(0)
                                                : 0};
        });
  }

  std::optional<ModelFailure> take(const std::string& id, const std::string& model, const json::value& schema,
                                   const Visit& visit, std::stop_token stop) override {
    const auto info = catalog_->describe("openai", model);
    if (!info) return model_not_found(names());
    const auto files = ask<std::vector<std::string>>(
        json_request("GET", "/batches/" + id, ""), stop, [](const std::string& text) {
          const json::value body = parse_json(text, "a batch");
          std::vector<std::string> ids;
          for (const char* field : {"output_file_id", "error_file_id"}) {
            if (const auto file = JsonReader(body, "batch").string_if_any(field)) ids.push_back(*file);
          }
          return ids;
        });
    if (const auto* failed = std::get_if<ModelFailure>(&files)) return *failed;
    for (const std::string& file : std::get<std::vector<std::string>>(files)) {
      const auto taken = ask<bool>(json_request("GET", "/files/" + file + "/content", ""), stop,
                                   [&](const std::string& text) {
                                     for (const std::string_view line : split(text, '\n')) {
                                       if (!trim(line).empty()) visit_line(line, *info, schema, visit);
                                     }
                                     return true;
                                   });
      if (const auto* failed = std::get_if<ModelFailure>(&taken)) return *failed;
    }
    return std::nullopt;
  }

  std::optional<ModelFailure> cancel(const std::string& id, std::stop_token stop) override {
    const auto done =
        ask<std::string>(json_request("POST", "/batches/" + id + "/cancel", "{}"), std::move(stop), id_in);
    const auto* failed = std::get_if<ModelFailure>(&done);
    return failed == nullptr ? std::nullopt : std::optional(*failed);
  }

 private:
  static std::string id_in(const std::string& text) {
    return JsonReader(parse_json(text, "the reply"), "reply").at("id").as_string();
  }

  http::Request json_request(const char* method, const std::string& path, std::string body) const {
    return {.method = method,
            .url = openai_url(options_.base_url) + path,
            .headers = openai_headers(options_.api_key),
            .body = std::move(body)};
  }

  BatchOutcome<std::string> upload(const std::string& name, const std::string& lines, std::stop_token stop) {
    // JSON lines hold no line that begins so.
    const std::string boundary = "calltracker-" + name;
    http::Request request = json_request("POST", "/files", "");
    std::erase_if(request.headers, [](const http::Header& header) {
      return equals_ignoring_case(header.name, "content-type");
    });
    request.headers.push_back({.name = "content-type", .value = "multipart/form-data; boundary=" + boundary});
    request.body = fmt::format(
        "--{0}\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n"
        "--{0}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{1}.jsonl\"\r\n"
        "Content-Type: application/jsonl\r\n\r\n{2}\r\n--{0}--\r\n",
        boundary, name, lines);
    return ask<std::string>(std::move(request), std::move(stop), id_in);
  }

  template <class T, class Read>
  BatchOutcome<T> ask(http::Request request, std::stop_token stop, const Read& read) {
    const http::Outcome outcome = send_and_wait(*http_, std::move(request), std::move(stop));
    if (const auto* failed = std::get_if<http::TransportFailure>(&outcome))
      return transport_failure(*failed, names());
    const auto& response = std::get<http::Response>(outcome);
    if (response.status != 200) return read_openai_failure(response, ChatDialect::OpenAi);
    try {
      return read(response.body);
    } catch (const Error&) {
      return reply_unreadable(names());
    }
  }

  void visit_line(std::string_view line, const ModelInfo& model, const json::value& schema,
                  const Visit& visit) {
    const json::value value = parse_json(line, "a result");
    const JsonReader reader(value, "result");
    const std::string id = reader.at("custom_id").as_string();
    const auto answered = reader.find("response");
    if (!answered || answered->at("status_code").as_int() != 200) {
      const auto error = reader.find("error");
      visit(id, batch_item_failed(error ? error->string_if_any("code").value_or("error") : "error"));
      return;
    }
    const http::Response response{
        .status = 200, .headers = {}, .body = to_json_text(answered->at("body").value()), .elapsed_ms = 0};
    visit(id, batch_outcome(read_openai_response(response, ChatDialect::OpenAi), model, answers_, schema));
  }

  const OpenAiOptions options_;
  const std::shared_ptr<http::Client> http_;
  const std::shared_ptr<const ModelCatalog> catalog_;
  const AnswerReader answers_;
};

}  // namespace

std::shared_ptr<BatchClient> make_openai_batches(OpenAiOptions options, std::shared_ptr<http::Client> http,
                                                 std::shared_ptr<const ModelCatalog> catalog) {
  return std::make_shared<OpenAiBatches>(std::move(options), std::move(http), std::move(catalog));
}

}  // namespace calltracker::llm
