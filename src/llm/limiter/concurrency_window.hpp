// SPDX-License-Identifier: MIT
#pragma once

// How many requests a provider is sent at once, found out as we go: it grows while answers come, quickly
// until the first sign of strain and slowly afterwards, and is halved when the provider is overloaded. It is
// never below one: leaving a provider alone that fails again and again is the circuit's business.

#include <cstdint>

namespace calltracker::llm {

class ConcurrencyWindow {
 public:
  int size() const;

  // `in_flight`: how many there were, the answered one included; a window that nobody fills does not grow.
  // `is_paced`: the provider's own meters say how fast is right, so there is less to find out.
  void answered(int in_flight, bool is_paced);
  // Overloaded, or refused for asking too fast by a provider that does not say how fast is right.
  void shrink(std::int64_t sent_ms, std::int64_t now_ms);

 private:
  double size_ = 64;
  bool is_first_growth_ = true;
  std::int64_t shrunk_at_ms_ = -1;
};

}  // namespace calltracker::llm
