// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Validators.hpp>
#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "cli/commands.hpp"

namespace calltracker::cli {
namespace {

struct PlayedProvider {
  const char* personality;
  const char* address_variable;
  const char* path;
  const char* key_variable;
  const char* arguments;  // of the example
};

// By this name the program takes the simulator for OpenAI itself rather than for a server that resembles it.
std::string address_of(const PlayedProvider& played, const std::string& url) {
  constexpr std::string_view kLoopback = "http://127.0.0.1:";
  const bool is_openai = std::string_view(played.personality) == "openai";
  if (!is_openai || !url.starts_with(kLoopback)) return url + played.path;
  return "http://api.openai.com.localhost:" + url.substr(kLoopback.size()) + played.path;
}

constexpr std::array<PlayedProvider, 5> kPlayed = {
    {{"anthropic", "ANTHROPIC_BASE_URL", "", "ANTHROPIC_API_KEY", "--provider anthropic"},
     {"openai", "OPENAI_BASE_URL", "/openai/v1", "OPENAI_API_KEY", "--provider openai"},
     {"llama", "OPENAI_BASE_URL", "/llama/v1", "OPENAI_API_KEY", "--provider openai --model local-model"},
     {"vllm", "OPENAI_BASE_URL", "/vllm/v1", "OPENAI_API_KEY", "--provider openai --model local-model"},
     {"ollama", "OPENAI_BASE_URL", "/ollama/v1", "OPENAI_API_KEY", "--provider openai --model local-model"}}};

std::vector<std::string> personalities() {
  std::vector<std::string> names;
  for (const PlayedProvider& played : kPlayed) names.emplace_back(played.personality);
  return names;
}

const PlayedProvider& played_by(const std::string& personality) {
  return *std::find_if(kPlayed.begin(), kPlayed.end(),
                       [&](const PlayedProvider& played) { return personality == played.personality; });
}

ExitCode simulate(Context& context, const SimulateRequest& request) {
  const PlayedProvider& played = played_by(request.personality);
  context.composition.simulate_provider(context.flags, request, [&](const std::string& url) {
    const std::string address = address_of(played, url);
    if (context.json) {
      context.terminal.out() << to_json_text(json::object{{"url", address}, {"key", kSimulatedKey}})
                             << std::endl;
      return;
    }
    context.terminal.out() << fmt::format(
                                  "# the provider is played at {} (Ctrl-C stops it); in another terminal:\n"
                                  "export {}={}\n"
                                  "export {}={}\n"
                                  "calltracker analyze samples/nwh-week.xlsx {} --out out\n",
                                  url, played.address_variable, address, played.key_variable, kSimulatedKey,
                                  played.arguments)
                           << std::flush;
  });
  return ExitCode::Success;
}

}  // namespace

void add_simulate_provider_command(CLI::App& root, Context& context) {
  CLI::App* command = root.add_subcommand(
      "simulate-provider", "Play the model providers on this machine, to rehearse without a key or cost");
  const auto request = std::make_shared<SimulateRequest>();
  const auto add = [command](const char* name, auto& target, const char* type, const char* sentence) {
    command->add_option(name, target, sentence)->type_name(type)->capture_default_str();
  };
  add("--listen", request->listen, "HOST:PORT", "address to listen on");
  add("--latency", request->latency, "HOW", "none, fixed:900ms, lognormal:MEDIAN:SIGMA or tokens:FIRST:EACH");
  add("--batch-time", request->batch_time, "TIME", "how long a batch takes at least: 500ms, 3s");
  add("--requests-per-minute", request->requests_per_minute, "N", "limit per model; 0 for none");
  add("--input-tokens-per-minute", request->input_tokens_per_minute, "N", "limit per model; 0 for none");
  add("--output-tokens-per-minute", request->output_tokens_per_minute, "N", "limit per model; 0 for none");
  command->add_option("--failures", request->failures, "what goes wrong, and when (docs/simulator.md)")
      ->type_name("FILE");
  command->add_option("--personality", request->personality, "whose variables to print; all are played")
      ->check(CLI::IsMember(personalities()))
      ->capture_default_str();
  command->callback(
      [&context, request] { context.chosen = [&context, request] { return simulate(context, *request); }; });
}

}  // namespace calltracker::cli
