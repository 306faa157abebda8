// SPDX-License-Identifier: MIT
#include "durable/run.hpp"

namespace calltracker::durable {

void reach_steps(Run& run, std::span<StepOperation* const> steps, std::coroutine_handle<> resume) {
  // Named here and not where they are made: the order in which a compiler evaluates arguments is its own
  // affair.
  for (StepOperation* step : steps) step->set_label(run.names_.next(step->label().name));
  run.reached_.assign(steps.begin(), steps.end());
  run.resume_at_ = resume;
}

void reach_step(Run& run, StepOperation& step, std::coroutine_handle<> resume) {
  StepOperation* const steps[] = {&step};
  reach_steps(run, steps, resume);
}

}  // namespace calltracker::durable
