// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <memory>

#include "base/json.hpp"
#include "cli/commands.hpp"

namespace calltracker::cli {
namespace {

ExitCode simulate(Context& context, const SimulateRequest& request) {
  context.composition.simulate_provider(context.flags, request, [&context](const std::string& url) {
    if (context.json) {
      context.terminal.out() << to_json_text(json::object{{"url", url}, {"key", kSimulatedKey}}) << std::endl;
      return;
    }
    context.terminal.out()
        << fmt::format(
               "# the providers are played at {0} (Ctrl-C stops it); in another terminal:\n"
               "export ANTHROPIC_BASE_URL={0}\n"
               "export ANTHROPIC_API_KEY={1}\n"
               "calltracker analyze samples/nwh-week.xlsx --provider anthropic --out out\n",
               url, kSimulatedKey)
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
  add("--requests-per-minute", request->requests_per_minute, "N", "limit per model; 0 for none");
  add("--input-tokens-per-minute", request->input_tokens_per_minute, "N", "limit per model; 0 for none");
  add("--output-tokens-per-minute", request->output_tokens_per_minute, "N", "limit per model; 0 for none");
  command->callback(
      [&context, request] { context.chosen = [&context, request] { return simulate(context, *request); }; });
}

}  // namespace calltracker::cli
