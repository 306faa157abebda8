// SPDX-License-Identifier: MIT
#pragma once

// Forgetting what is older than a company wants to keep: calls with their transcripts, results and search
// words, the answers of models, and jobs of which nothing is left.

#include <cstdint>

#include "operations/services.hpp"

namespace calltracker::operations {

struct RetentionOutcome {
  std::int64_t calls = 0;
  std::int64_t jobs = 0;
  std::int64_t answers = 0;
};

// Deletes in small transactions, so that it may run beside everything else and be cut short. Calls still to
// be analysed stay; answers stay while any run is under way, since it may be about to use one.
RetentionOutcome forget_older_than(Services& services, int days);

}  // namespace calltracker::operations
