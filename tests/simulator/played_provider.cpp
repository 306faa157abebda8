// SPDX-License-Identifier: MIT
#include "tests/simulator/played_provider.hpp"

#include <algorithm>
#include <chrono>
#include <stdexcept>

namespace calltracker::test {
namespace {

Command command_with(const std::vector<std::string>& more) {
  std::vector<std::string> arguments{CALLTRACKER_PROGRAM, "--json", "simulate-provider", "--listen",
                                     "127.0.0.1:0"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  if (std::find(more.begin(), more.end(), "--latency") == more.end()) {
    arguments.insert(arguments.end(), {"--latency", "none"});
  }
  return {.arguments = std::move(arguments), .environment = {}};
}

}  // namespace

PlayedProvider::PlayedProvider(const std::vector<std::string>& arguments)
    : process_(command_with(arguments)) {
  std::string said;
  while ((said = process_.said()).find('\n') == std::string::npos) {
    if (process_.wait_for(std::chrono::milliseconds(10))) throw std::runtime_error(process_.finish().talk);
  }
  const std::size_t begin = said.find("http:");
  url_ = said.substr(begin, said.find('"', begin) - begin);
  // JSON may write a slash with a backslash before it.
  std::erase(url_, '\\');
}

}  // namespace calltracker::test
