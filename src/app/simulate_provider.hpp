// SPDX-License-Identifier: MIT
#pragma once

// `calltracker simulate-provider`: the providers' APIs on this machine, answering what the offline analyser
// finds, until somebody interrupts.

#include <functional>
#include <stop_token>
#include <string>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "call/workspace.hpp"
#include "cli/composition.hpp"
#include "simulator/answer_source.hpp"

namespace calltracker::app {

// The workspace must outlive the source.
simulator::AnswerSource offline_answers(const Workspace& workspace);

void simulate_provider(const Workspace& workspace, const Clock& clock, Log& log,
                       const cli::SimulateRequest& request,
                       const std::function<void(const std::string& url)>& started,
                       const std::stop_token& interrupt);

}  // namespace calltracker::app
