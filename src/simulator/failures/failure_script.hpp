// SPDX-License-Identifier: MIT
#pragma once

// What goes wrong, and when. A script is a list of rules; each counts the requests that it is about and
// strikes on some of them; the first rule that strikes decides. A request may also ask for a failure itself,
// by the header x-simulate-failure: "rate-limit; retryAfter=30".
//
//   {"failures": [{"failure": "overloaded", "from": 3, "count": 2},
//                 {"failure": "key-revoked", "from": 100},
//                 {"failure": "slow-first-byte", "seconds": "30", "every": 20, "model": "claude-haiku-5-5"}]}
//
// Rules count requests for answers; with "on": "batches", those that hand over a batch.
// `from` is 1 when absent, `count` without end, `every` 1. `forSeconds` ends a rule that long after its first
// strike. Everything else belongs to the failure; docs/simulator.md lists them.

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"

namespace calltracker::simulator {

struct Failure {
  std::string name;
  std::map<std::string, std::string, std::less<>> parameters;

  // "" when the parameter is absent.
  std::string text(std::string_view parameter) const;
  std::int64_t number(std::string_view parameter, std::int64_t fallback) const;
};

class FailureScript {
 public:
  FailureScript() = default;
  // Throws Error{Input, "failures-invalid"} naming the rule.
  static FailureScript parse(std::string_view json_text, std::string_view file_name);
  FailureScript(FailureScript&& other) noexcept : rules_(std::move(other.rules_)) {}

  // What is counted: requests for answers, or for new batches.
  enum class Event { Answer, Batch };
  // Counts one; what strikes it, if anything.
  std::optional<Failure> next(Event event, std::string_view model, UnixMillis now_ms);

  // Throws Error{Usage, "failure-unknown"}.
  static Failure parse_header(std::string_view value);

 private:
  struct Rule {
    Failure failure;
    Event event = Event::Answer;
    std::string model;  // "": every one
    std::int64_t from = 1;
    std::optional<std::int64_t> count;
    std::int64_t every = 1;
    std::optional<std::int64_t> for_seconds;
    std::int64_t seen = 0;
    std::int64_t struck = 0;
    UnixMillis first_strike_ms = 0;

    bool strikes(UnixMillis now_ms);
  };

  std::mutex mutex_;
  std::vector<Rule> rules_;
};

}  // namespace calltracker::simulator
