// SPDX-License-Identifier: MIT
#pragma once

// The week in sentences: what a manager should know before reading any table. Every sentence holds a figure
// from the insight and none is written without one.

#include <string>
#include <vector>

#include "insight/insight.hpp"

namespace calltracker::report {

struct Finding {
  std::string headline;  // "12 leads to call back within the hour"
  std::string detail;    // one sentence; may be empty
};

// Most urgent first, at most `count_max`.
std::vector<Finding> key_findings(const insight::JobInsight& insight, std::size_t count_max);

}  // namespace calltracker::report
