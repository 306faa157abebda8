// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <CLI/App.hpp>

#include "base/json.hpp"
#include "cli/commands.hpp"
#include "operations/doctor.hpp"

namespace calltracker::cli {
namespace {

std::string mark_of(const Terminal& terminal, operations::Health health) {
  switch (health) {
    case operations::Health::Good:
      return terminal.styled(Style::Good, "ok  ");
    case operations::Health::Warning:
      return terminal.styled(Style::Warning, "warn");
    case operations::Health::Bad:
      return terminal.styled(Style::Bad, "FAIL");
  }
  return "";
}

ExitCode run_doctor(Context& context) {
  const std::vector<operations::Check> checks = operations::run_doctor(
      {.settings = [&context]() -> const operations::Settings& {
         return context.composition.settings(context.flags);
       },
       .workspace = [&context]() -> const Workspace& { return context.composition.workspace(context.flags); },
       .catalog = [&context]() -> const llm::ModelCatalog& {
         return context.composition.catalog(context.flags);
       },
       .check_models =
           [&context](const JobOptions& options) {
             return context.composition.check_models(context.flags, options);
           },
       .open = [&context]() -> operations::Services& { return context.composition.open(context.flags); }});
  bool healthy = true;
  json::array items;
  for (const operations::Check& check : checks) {
    healthy = healthy && check.health != operations::Health::Bad;
    if (context.json) {
      items.push_back(json::object{{"name", check.name},
                                   {"health", operations::name_of(check.health)},
                                   {"finding", check.finding},
                                   {"hint", check.hint}});
      continue;
    }
    context.terminal.out() << fmt::format("{}  {:<12} {}\n", mark_of(context.terminal, check.health),
                                          check.name, check.finding);
    if (!check.hint.empty()) context.terminal.out() << fmt::format("{:19}fix: {}\n", "", check.hint);
  }
  if (context.json) {
    context.terminal.out() << to_json_text(json::object{{"healthy", healthy}, {"checks", std::move(items)}})
                           << "\n";
  }
  return healthy ? ExitCode::Success : ExitCode::Internal;
}

}  // namespace

void add_doctor_command(CLI::App& root, Context& context) {
  root.add_subcommand("doctor", "What is configured, what would fail, and why")->callback([&context] {
    context.chosen = [&context] { return run_doctor(context); };
  });
}

}  // namespace calltracker::cli
