// SPDX-License-Identifier: MIT
#pragma once

// `calltracker serve`: the HTTP interface over the services, until somebody interrupts.

#include <functional>
#include <stop_token>
#include <string>

#include "cli/composition.hpp"
#include "llm/model_meter.hpp"
#include "operations/job_host.hpp"
#include "operations/services.hpp"

namespace calltracker::app {

void serve(operations::Services& services, const llm::ModelMeter& meter, operations::JobHost& host,
           const cli::ServeRequest& request, const std::function<void(const std::string& url)>& started,
           const std::stop_token& interrupt);

}  // namespace calltracker::app
