// SPDX-License-Identifier: MIT
#pragma once

// A strict stand-in for the model providers on this machine. It checks every request as the real APIs do,
// keeps limits, caches and time as they do, and answers from an AnswerSource, so that a whole week can be
// rehearsed without a key and without cost.
//
// Anthropic's API is at the root; OpenAI's and those of llama.cpp, vLLM and Ollama are below the paths that
// personality.hpp names. Requests that wait for their answer's time need no thread each.

#include <cstdint>
#include <memory>
#include <string>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "http/server/listen_address.hpp"
#include "simulator/rehearsal.hpp"

namespace calltracker::simulator {

struct SimulatorOptions {
  RehearsalOptions rehearsal;
};

class Simulator {
 public:
  Simulator(SimulatorOptions options, const Clock& clock, Log& log);
  ~Simulator();
  Simulator(const Simulator&) = delete;
  Simulator& operator=(const Simulator&) = delete;

  // Throws Error{Usage, "listen-failed"}.
  void start(const http::server::ListenAddress& address);
  void stop();
  // "http://127.0.0.1:8788"
  std::string url() const;

  Counters counters() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace calltracker::simulator
