// SPDX-License-Identifier: MIT
#pragma once

// Why a request gets an error instead of an answer. Thrown by whoever finds the reason and caught once, where
// it is written in the words of the API that was asked.

#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <utility>

namespace calltracker::simulator {

struct RefusalDetails {
  int status = 400;
  std::string type = "invalid_request_error";
  std::string message;
  std::string code = {};   // Anthropic: details.error_code; OpenAI: code
  std::string param = {};  // OpenAI: the field
  std::optional<std::string> retry_after = std::nullopt;
};

class Refusal : public std::exception {
 public:
  explicit Refusal(RefusalDetails details) : details_(std::move(details)) {}
  const RefusalDetails& details() const noexcept { return details_; }
  const char* what() const noexcept override { return details_.message.c_str(); }

 private:
  RefusalDetails details_;
};

// 400 about one field.
[[noreturn]] inline void refuse_field(const std::string& path, const std::string& problem) {
  const std::string name = path.starts_with('.') ? path.substr(1) : path;
  throw Refusal({.message = name + ": " + problem, .param = name});
}

}  // namespace calltracker::simulator
