// SPDX-License-Identifier: MIT
#include "app/simulate_provider.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>

#include "app/interrupt.hpp"
#include "base/error.hpp"
#include "llm/providers/offline/offline_client.hpp"
#include "simulator/simulator.hpp"

namespace calltracker::app {
namespace {

std::shared_ptr<simulator::FailureScript> read_failures(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream.is_open() || stream.bad() || std::filesystem::is_directory(file)) {
    throw Error({.kind = ErrorKind::Input,
                 .code = "failures-unreadable",
                 .message = "the script of failures cannot be read",
                 .where = file.string()});
  }
  return std::make_shared<simulator::FailureScript>(
      simulator::FailureScript::parse(text.str(), file.string()));
}

// The schema says which question it answers; "" for none of ours.
std::string question_of(const json::value& schema) {
  const json::value* properties =
      schema.is_object() ? schema.get_object().if_contains("properties") : nullptr;
  if (properties == nullptr || !properties->is_object()) return "";
  if (properties->get_object().contains("classification")) return "triage_and_extract";
  if (properties->get_object().contains("categories")) return "score_and_coach";
  return "";
}

}  // namespace

simulator::AnswerSource offline_answers(const Workspace& workspace) {
  return [client = std::make_shared<llm::OfflineClient>(workspace)](
             const json::value& document, const json::value& schema) -> std::optional<json::value> {
    llm::ModelRequest request;
    request.input = document;
    request.schema_name = question_of(schema);
    request.schema = &schema;
    if (request.schema_name.empty()) return std::nullopt;
    std::optional<json::value> content;
    client->ask(std::move(request), {}, [&content](llm::ModelOutcome outcome) {
      if (auto* answer = std::get_if<llm::ModelAnswer>(&outcome)) content = std::move(answer->content);
    });
    return content;
  };
}

void simulate_provider(const Workspace& workspace, const Clock& clock, Log& log,
                       const cli::SimulateRequest& request,
                       const std::function<void(const std::string& url)>& started,
                       const std::stop_token& interrupt) {
  simulator::SimulatorOptions options;
  options.rehearsal.api_keys = {cli::kSimulatedKey};
  options.rehearsal.latency = simulator::Latency::parse(request.latency);
  options.rehearsal.limits = {.requests_per_minute = request.requests_per_minute,
                              .input_tokens_per_minute = request.input_tokens_per_minute,
                              .output_tokens_per_minute = request.output_tokens_per_minute};
  options.rehearsal.answers = offline_answers(workspace);
  options.rehearsal.batch_time = simulator::Latency::parse("fixed:" + request.batch_time).sample(0, 0);
  if (request.failures) options.rehearsal.failures = read_failures(*request.failures);
  simulator::Simulator server(std::move(options), clock, log);
  server.start(http::server::parse_listen_address(request.listen));
  started(server.url());
  wait_for_stop(interrupt);
  server.stop();
}

}  // namespace calltracker::app
