// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "report/pdf/sections.hpp"
#include "report/pdf/table.hpp"
#include "report/wording.hpp"

namespace calltracker::report {
namespace {

using insight::LeadInsight;

// A printed list stays readable; the Excel report holds every lead.
constexpr std::size_t kRowsMax = 500;

Cell when_cell(const LeadInsight& lead, const TimeZone& zone) {
  Cell cell{.text = when_text(lead.follow_up_by_ms, zone),
            .style = {.size_points = 7.6},
            .note = std::string(lead.overdue ? "overdue" : title_of(lead.action))};
  if (lead.overdue) cell.style.color = kPoor;
  return cell;
}

std::vector<Cell> cells_of(const LeadInsight& lead, const TimeZone& zone) {
  std::vector<std::string> from;
  if (lead.caller_name && lead.company) from.push_back(*lead.company);
  if (lead.location) from.push_back(*lead.location);
  Cell who{.text = lead.caller_name.value_or(caller_text(lead)), .lines_max = 2, .note = joined(from, " · ")};
  who.style.weight = Weight::SemiBold;
  Cell need{.text = lead.need.value_or(std::string(kUnknown)), .lines_max = 3};
  need.style.size_points = 7.6;
  Cell phone{.text = lead.phone.value_or(std::string(kUnknown)), .note = lead.role.value_or("")};
  return {lead_score_cell(lead.score),
          std::move(who),
          std::move(phone),
          std::move(need),
          when_cell(lead, zone),
          {.text = lead.rep.empty() ? std::string(kUnknown) : lead.rep,
           .note = lead.source.value_or("source unknown"),
           .address = lead.recording_url.value_or("")}};
}

}  // namespace

void draw_leads(Document& document, const SectionContext& context) {
  std::vector<const LeadInsight*> qualified;
  for (const LeadInsight& lead : context.input.insight.leads) {
    if (lead.score >= insight::kQualifiedScore) qualified.push_back(&lead);
  }
  document.start_section("Qualified leads",
                         fmt::format("{} with a score of 7 or more, the most urgent first.",
                                     plural(static_cast<std::int64_t>(qualified.size()), "lead", "leads")),
                         "leads");
  if (qualified.empty()) {
    draw_nothing(document, "No lead reached a score of 7.");
    return;
  }
  Table table(document, {{"Score", 38, Align::Center},
                         {"Who", 118},
                         {"Phone", 80},
                         {"Need", 122},
                         {"Follow up by", 96},
                         {"Rep and source", 70}});
  for (std::size_t index = 0; index < std::min(qualified.size(), kRowsMax); ++index) {
    table.row(cells_of(*qualified[index], context.zone));
  }
  if (qualified.size() > kRowsMax) {
    document.move_down(8);
    draw_nothing(document,
                 fmt::format("{} more leads are in the Excel report.", qualified.size() - kRowsMax));
  }
}

}  // namespace calltracker::report
