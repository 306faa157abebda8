// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <memory>

#include "base/json.hpp"
#include "cli/commands.hpp"

namespace calltracker::cli {
namespace {

ExitCode serve(Context& context, const ServeRequest& request) {
  context.composition.serve(context.flags, request, [&context](const std::string& url) {
    if (context.json) {
      context.terminal.out() << to_json_text(json::object{{"url", url}}) << std::endl;
    } else {
      context.terminal.talk() << fmt::format("calltracker is at {} (Ctrl-C stops it)\n", url) << std::flush;
    }
  });
  if (!context.json) context.terminal.talk() << "stopped; unfinished jobs go on at the next start\n";
  return ExitCode::Success;
}

}  // namespace

void add_serve_command(CLI::App& root, Context& context) {
  CLI::App* command =
      root.add_subcommand("serve", "Serve the page and the HTTP interface, and work on every job");
  const auto request = std::make_shared<ServeRequest>();
  command
      ->add_option("--listen", request->listen, "address to listen on; beyond this machine a token is needed")
      ->type_name("HOST:PORT")
      ->capture_default_str();
  command->add_option("--host", request->host_names, "a name that the server may also be opened under")
      ->type_name("NAME");
  command->callback(
      [&context, request] { context.chosen = [&context, request] { return serve(context, *request); }; });
}

}  // namespace calltracker::cli
