// SPDX-License-Identifier: MIT
#include <CLI/App.hpp>

#include "base/json.hpp"
#include "call/workspace.hpp"
#include "cli/commands.hpp"

namespace calltracker::cli {
namespace {

ExitCode show_config(Context& context) {
  const operations::Settings& settings = context.composition.settings(context.flags);
  if (context.json) {
    json::array values;
    for (const operations::SettingView& view : settings.views) {
      values.push_back(json::object{
          {"name", view.name}, {"value", view.value}, {"origin", view.origin}, {"meaning", view.sentence}});
    }
    context.terminal.out() << to_json_text(json::object{{"settings", std::move(values)}}) << "\n";
    return ExitCode::Success;
  }
  std::vector<std::vector<std::string>> rows;
  for (const operations::SettingView& view : settings.views) {
    rows.push_back({view.name, view.value, view.origin, view.sentence});
  }
  context.terminal.out() << render_table(context.terminal,
                                         {{.title = "Setting"},
                                          {.title = "Value", .width_max = 60},
                                          {.title = "From"},
                                          {.title = "Meaning", .width_max = 70}},
                                         rows);
  return ExitCode::Success;
}

ExitCode show_workspace(Context& context) {
  context.terminal.out() << built_in_workspace_text();
  return ExitCode::Success;
}

}  // namespace

void add_config_commands(CLI::App& root, Context& context) {
  CLI::App* config = root.add_subcommand("config", "Settings and where they come from");
  config->require_subcommand(1);
  config->add_subcommand("show", "Every setting, its value and its origin; secrets only as set or not set")
      ->callback([&context] { context.chosen = [&context] { return show_config(context); }; });
  config
      ->add_subcommand("workspace",
                       "The built-in workspace as JSON: a starting point for your own --workspace file")
      ->callback([&context] { context.chosen = [&context] { return show_workspace(context); }; });
}

}  // namespace calltracker::cli
