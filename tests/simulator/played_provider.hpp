// SPDX-License-Identifier: MIT
#pragma once

// `calltracker simulate-provider` as a process of its own.

#include <string>
#include <vector>

#include "tests/support/process.hpp"

namespace calltracker::test {

class PlayedProvider {
 public:
  // Further arguments of the command.
  explicit PlayedProvider(const std::vector<std::string>& arguments = {});

  // "http://127.0.0.1:12345"
  const std::string& url() const { return url_; }
  static constexpr const char* kKey = "simulated-key";

 private:
  RunningProcess process_;
  std::string url_;
};

}  // namespace calltracker::test
