// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <memory>

#include "base/json.hpp"
#include "cli/commands.hpp"

namespace calltracker::cli {
namespace {

ExitCode back_up(Context& context, const std::string& file) {
  const std::uint64_t bytes = context.composition.back_up(context.flags, file);
  if (context.json) {
    context.terminal.out() << to_json_text(json::object{{"file", file}, {"bytes", bytes}}) << "\n";
  } else {
    context.terminal.talk() << fmt::format("{} holds the database as it is now ({:.1f} MB)\n", file,
                                           static_cast<double>(bytes) / 1e6);
  }
  return ExitCode::Success;
}

ExitCode restore(Context& context, const std::string& file) {
  context.composition.restore(context.flags, file);
  const std::string database = context.composition.settings(context.flags).database;
  const std::string kept = database + ".before-restore";
  if (context.json) {
    context.terminal.out() << to_json_text(json::object{{"database", database}, {"kept", kept}}) << "\n";
  } else {
    context.terminal.talk() << fmt::format("{} is as {} was; what it held until now is in {}\n", database,
                                           file, kept);
  }
  return ExitCode::Success;
}

}  // namespace

void add_backup_commands(CLI::App& root, Context& context) {
  const auto add = [&root, &context](const char* name, const char* sentence,
                                     ExitCode (*act)(Context&, const std::string&)) {
    CLI::App* command = root.add_subcommand(name, sentence);
    const auto file = std::make_shared<std::string>();
    command->add_option("FILE", *file, "the backup")->required();
    command->callback(
        [&context, file, act] { context.chosen = [&context, file, act] { return act(context, *file); }; });
  };
  add("backup", "Copy the database to a file while everything goes on", &back_up);
  add("restore", "Put a backup in the database's place; a running server goes on with it", &restore);
}

}  // namespace calltracker::cli
