// SPDX-License-Identifier: MIT
#pragma once

// Whom to call back, most urgent first, page by page: of one job, or of every job with each conversation
// once.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "insight/insight.hpp"
#include "operations/services.hpp"
#include "store/call_list.hpp"

namespace calltracker::operations {

struct LeadPage {
  std::vector<insight::LeadInsight> leads;
  std::optional<std::string> next_cursor;
  std::vector<store::LeadGroupTotal> totals;
  bool is_sorted = true;
};

LeadPage list_leads(Services& services, const store::LeadListQuery& query);

// Every one, however many they are.
void for_each_lead(Services& services, const store::CallFilter& filter,
                   const std::function<void(const insight::LeadInsight&)>& visit);

}  // namespace calltracker::operations
