// SPDX-License-Identifier: MIT
#pragma once

// A model's failure as a step sees it: what to try again, what to give up, what makes the job wait for a
// person.

#include "durable/failure.hpp"
#include "llm/model.hpp"

namespace calltracker::pipeline {

durable::StepFailure to_step_failure(const llm::ModelFailure& failure);

}  // namespace calltracker::pipeline
