// SPDX-License-Identifier: MIT
#include "operations/aftermath.hpp"

#include "base/memory.hpp"
#include "operations/insights.hpp"

namespace calltracker::operations {

void Aftermath::start() {
  thread_.wake();
  thread_.start();
}

void Aftermath::tidy_up() {
  try {
    refresh_digests(services_);
  } catch (const std::exception& failure) {
    // Whoever asks for a digest makes it.
    services_.log.warning("digest-failed", {{"message", failure.what()}});
  }
  services_.calls.release_memory();
  give_back_memory();
}

}  // namespace calltracker::operations
