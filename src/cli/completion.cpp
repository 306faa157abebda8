// SPDX-License-Identifier: MIT
#include "cli/completion.hpp"

#include <fmt/format.h>

#include <vector>

#include "base/error.hpp"

namespace calltracker::cli {
namespace {

struct Command {
  std::string path;                // "jobs show"
  std::vector<std::string> words;  // subcommands and options
  std::vector<std::pair<std::string, std::string>> described;
};

void collect(const CLI::App& app, const std::string& path, std::vector<Command>& commands) {
  Command command{.path = path, .words = {}, .described = {}};
  for (const CLI::App* child :
       app.get_subcommands([](const CLI::App* sub) { return !sub->get_name().empty(); })) {
    command.words.push_back(child->get_name());
    command.described.emplace_back(child->get_name(), child->get_description());
  }
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) {
      command.words.push_back("--" + name);
      command.described.emplace_back("--" + name, option->get_description());
    }
  }
  commands.push_back(std::move(command));
  for (const CLI::App* child :
       app.get_subcommands([](const CLI::App* sub) { return !sub->get_name().empty(); })) {
    collect(*child, path.empty() ? child->get_name() : path + " " + child->get_name(), commands);
  }
}

std::string bash_script(const std::vector<Command>& commands) {
  std::string known;
  std::string cases;
  for (const Command& command : commands) {
    if (!command.path.empty()) known += fmt::format("{}\"{}\"", known.empty() ? "" : "|", command.path);
    cases += fmt::format("    \"{}\") words=\"{}\" ;;\n", command.path, fmt::join(command.words, " "));
  }
  return "_calltracker() {\n"
         "  local current=\"${COMP_WORDS[COMP_CWORD]}\" path=\"\" words=\"\" word candidate\n"
         "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
         "    candidate=\"${path:+$path }$word\"\n"
         "    case \"$candidate\" in\n      " +
         known +
         ") path=$candidate ;;\n      *) break ;;\n    esac\n"
         "  done\n"
         "  case \"$path\" in\n" +
         cases +
         "  esac\n"
         "  COMPREPLY=($(compgen -W \"$words\" -- \"$current\") $(compgen -f -- \"$current\"))\n"
         "}\n"
         "complete -o filenames -F _calltracker calltracker\n";
}

std::string fish_script(const std::vector<Command>& commands) {
  std::string script;
  for (const Command& command : commands) {
    std::string condition = "__fish_use_subcommand";
    if (!command.path.empty()) {
      condition =
          fmt::format("__fish_seen_subcommand_from {}", command.path.substr(command.path.rfind(' ') + 1));
    }
    for (const auto& [word, description] : command.described) {
      const bool option = word.starts_with("--");
      script += fmt::format("complete -c calltracker -n '{}' {} '{}' -d \"{}\"\n", condition,
                            option ? "-l" : "-a", option ? word.substr(2) : word, description);
    }
  }
  return script;
}

}  // namespace

std::string completion_script(const CLI::App& root, std::string_view shell) {
  std::vector<Command> commands;
  collect(root, "", commands);
  if (shell == "bash") return bash_script(commands);
  if (shell == "zsh") return "autoload -U +X bashcompinit && bashcompinit\n" + bash_script(commands);
  if (shell == "fish") return fish_script(commands);
  throw Error({.kind = ErrorKind::Usage,
               .code = "shell-unknown",
               .message = "completion is written for bash, zsh and fish",
               .found = std::string(shell)});
}

}  // namespace calltracker::cli
