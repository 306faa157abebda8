// SPDX-License-Identifier: MIT
#include "cli/command_line.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <new>

#include "base/error.hpp"
#include "base/json.hpp"
#include "cli/commands.hpp"
#include "cli/completion.hpp"

namespace calltracker::cli {
namespace {

constexpr const char* kVersion = CALLTRACKER_VERSION;

constexpr const char* kFooter =
    "\nExamples\n"
    "  calltracker analyze week.xlsx --out out          analyse a call log, write reports to out/\n"
    "  calltracker analyze week.csv --column transcript=\"Call Text\"\n"
    "  calltracker jobs resume last                     go on after Ctrl-C, a crash or a pause\n"
    "  calltracker jobs export last --format pdf --out week.pdf\n"
    "  calltracker eval week.xlsx --labels labels.json  how often results agree with people\n"
    "  calltracker doctor                               what is configured and what would fail\n\n";

void add_common_options(CLI::App& root, Context& context) {
  const auto add = [&root](const char* name, std::optional<std::string>& target, const char* type,
                           const char* sentence) {
    root.add_option(name, target, sentence)->type_name(type);
  };
  add("--db", context.flags.database, "PATH|URL", "database file or postgres:// URL (CALLTRACKER_DB)");
  add("--workspace", context.flags.workspace, "FILE", "company, roster and rubric (CALLTRACKER_WORKSPACE)");
  add("--models", context.flags.models, "FILE",
      "models, prices and presets of your own, laid over the built-in ones (CALLTRACKER_MODELS)");
  add("--log-format", context.flags.log_format, "text|json", "how log lines look (CALLTRACKER_LOG_FORMAT)");
  add("--log-level", context.flags.log_level, "LEVEL",
      "debug, info, warning, error or off (CALLTRACKER_LOG_LEVEL)");
  root.add_flag("--json", context.json, "print data, and errors, as JSON");
}

ExitCode report(const Error& error, const Context& context) {
  if (context.json) {
    const ErrorDetails& details = error.details();
    const json::object object{{"error", json::object{{"code", details.code},
                                                     {"kind", name_of(details.kind)},
                                                     {"message", details.message},
                                                     {"where", details.where},
                                                     {"found", details.found},
                                                     {"hint", details.hint},
                                                     {"state", details.state}}}};
    context.terminal.talk() << to_json_text(object) << "\n";
  } else {
    context.terminal.talk() << render_for_terminal(error.details());
  }
  return exit_code_of(error.kind());
}

ExitCode report_usage(const CLI::App& root, const CLI::ParseError& failure, const Context& context) {
  return report(Error({.kind = ErrorKind::Usage,
                       .code = "usage",
                       .message = failure.what(),
                       .hint = fmt::format("{} --help shows what is possible", root.get_name())}),
                context);
}

ExitCode run_chosen(Context& context) {
  try {
    return context.chosen();
  } catch (const Error& error) {
    return report(error, context);
  } catch (const std::bad_alloc&) {
    return report(Error({.code = "out-of-memory", .message = "the machine has no memory left for this"}),
                  context);
  } catch (const std::exception& failure) {
    return report(
        Error({.code = "internal",
               .message = fmt::format("this should not have happened: {}", failure.what()),
               .hint = "please report it; finished work is stored and `calltracker jobs list` shows it"}),
        context);
  }
}

}  // namespace

ExitCode run_command_line(int argc, const char* const* argv, Composition& composition, Terminal& terminal) {
  Context context{.composition = composition, .terminal = terminal, .flags = {}, .json = false, .chosen = {}};
  CLI::App root("Turns a week of sales calls into call-backs, coaching and a verdict on ad sources.",
                "calltracker");
  root.set_version_flag("--version", kVersion);
  root.require_subcommand(1);
  root.fallthrough();
  root.footer(std::string(kFooter) + kExitCodeHelp);
  root.get_formatter()->column_width(34);
  add_common_options(root, context);
  add_analyze_command(root, context);
  add_eval_command(root, context);
  add_jobs_commands(root, context);
  add_models_command(root, context);
  add_doctor_command(root, context);
  add_config_commands(root, context);
  add_serve_command(root, context);
  add_simulate_provider_command(root, context);
  add_backup_commands(root, context);
  add_completion_command(root, context);
  try {
    root.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    const CLI::App* deepest = &root;
    while (!deepest->get_subcommands().empty()) deepest = deepest->get_subcommands().front();
    terminal.out() << deepest->help();
    return ExitCode::Success;
  } catch (const CLI::CallForVersion& version) {
    terminal.out() << "calltracker " << kVersion << "\n";
    return ExitCode::Success;
  } catch (const CLI::ParseError& failure) {
    if (argc == 1) {
      terminal.talk() << root.help();
      return ExitCode::Usage;
    }
    return report_usage(root, failure, context);
  }
  return run_chosen(context);
}

void add_completion_command(CLI::App& root, Context& context) {
  CLI::App* command = root.add_subcommand("completion", "Print a completion script for bash, zsh or fish");
  const auto shell = std::make_shared<std::string>();
  command->add_option("SHELL", *shell, "bash, zsh or fish")->required();
  command->callback([&root, &context, shell] {
    context.chosen = [&root, &context, shell] {
      context.terminal.out() << completion_script(root, *shell);
      return ExitCode::Success;
    };
  });
}

}  // namespace calltracker::cli
