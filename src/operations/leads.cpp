// SPDX-License-Identifier: MIT
#include "operations/leads.hpp"

#include <utility>

#include "insight/lead_rows.hpp"

namespace calltracker::operations {
namespace {

constexpr int kLeadsTogether = 256;

}  // namespace

LeadPage list_leads(Services& services, const store::LeadListQuery& query) {
  store::LeadListPage found = services.calls.list_leads(query);
  LeadPage page{.leads = {},
                .next_cursor = std::move(found.next_cursor),
                .totals = std::move(found.totals),
                .is_sorted = found.is_sorted};
  const UnixMillis now_ms = services.clock.now_ms();
  for (const Call& call : found.leads) {
    auto lead = insight::lead_of(call, insight::division_of(call, services.workspace()), now_ms);
    if (lead) page.leads.push_back(std::move(*lead));
  }
  return page;
}

void for_each_lead(Services& services, const store::CallFilter& filter,
                   const std::function<void(const insight::LeadInsight&)>& visit) {
  store::LeadListQuery query{.filter = filter, .limit = kLeadsTogether};
  do {
    LeadPage page = list_leads(services, query);
    for (const insight::LeadInsight& lead : page.leads) visit(lead);
    query.cursor = std::move(page.next_cursor);
  } while (query.cursor);
}

}  // namespace calltracker::operations
