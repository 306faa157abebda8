// SPDX-License-Identifier: MIT
#include "durable/run_driver.hpp"

namespace calltracker::durable {

void RunDriver::begin(const WorkflowRegistry& registry, std::string_view workflow, const std::string& input) {
  instance_ = registry.start(workflow, run_, input);
  run_.resume_at_ = instance_->handle();
}

void RunDriver::resume() {
  run_.reached_.clear();
  run_.resume_at_.resume();
}

}  // namespace calltracker::durable
