// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "report/pdf/sections.hpp"
#include "report/pdf/table.hpp"
#include "report/wording.hpp"

namespace calltracker::report {
namespace {

// Some thirty pages. More calls than that are looked up in Excel, not leafed through.
constexpr std::int64_t kRowsMax = 1000;

std::string outcome_of(const Call& call) {
  if (call.status == CallStatus::Skipped && call.skip_reason) return std::string(title_of(*call.skip_reason));
  if (call.status == CallStatus::Failed && call.failure) return fmt::format("Failed: {}", call.failure->code);
  if (call.status == CallStatus::Complete && call.result.triage) {
    return std::string(title_of(call.result.triage->classification));
  }
  return std::string(title_of(call.status));
}

std::string caller_of(const Call& call) {
  const CallerFacts caller = call.result.caller.value_or(CallerFacts{});
  if (caller.name && caller.company) return fmt::format("{}, {}", *caller.name, *caller.company);
  if (caller.name) return *caller.name;
  if (caller.company) return *caller.company;
  if (call.record.caller_name) return *call.record.caller_name;
  return call.record.caller_number.value_or(std::string(kUnknown));
}

std::vector<Cell> cells_of(const Call& call, const TimeZone& zone) {
  constexpr TextStyle kSmall{.size_points = 7.2};
  TextStyle outcome_style = kSmall;
  if (call.status == CallStatus::Failed) outcome_style.color = kPoor;
  if (call.status == CallStatus::Skipped) outcome_style.color = kMuted;
  const std::string rep = rep_key(call);
  const std::optional<double> overall = call.result.score ? call.result.score->overall : std::nullopt;
  const std::optional<double> lead = call.result.lead ? std::optional(call.result.lead->score) : std::nullopt;
  return {{.text = std::to_string(call.record.row), .style = {.size_points = 7.2, .color = kMuted}},
          {.text = when_text(call.record.start_time_ms, zone),
           .style = kSmall,
           .address = call.record.recording_url.value_or("")},
          {.text = duration_text(call.record.duration_seconds), .style = kSmall},
          {.text = caller_of(call), .style = kSmall},
          {.text = rep.empty() ? std::string(kUnknown) : rep, .style = kSmall},
          {.text = outcome_of(call), .style = outcome_style},
          {.text = call.record.source.value_or(std::string(kUnknown)), .style = kSmall},
          score_cell(overall),
          lead_score_cell(lead)};
}

}  // namespace

void draw_calls(Document& document, const SectionContext& context) {
  const std::int64_t total = context.input.insight.team.calls;
  document.start_section(
      "All calls",
      total > kRowsMax
          ? fmt::format("The first {} of {} calls in the log; the Excel report holds them all.",
                        count_text(kRowsMax), count_text(total))
          : fmt::format("{} in the order of the log. An outcome in grey is why a row was left out.",
                        plural(total, "call", "calls")),
      "calls");
  if (total == 0) {
    draw_nothing(document, "The log holds no calls.");
    return;
  }
  Table table(document,
              {{"Row", 28, Align::Right},
               {"When", 90},
               {"Length", 38, Align::Right},
               {"Caller", 110},
               {"Rep", 66},
               {"Outcome", 62},
               {"Source", 62},
               {"Rep", 34, Align::Center},
               {"Lead", 34, Align::Center}},
              Density::Compact);
  std::int64_t shown = 0;
  context.input.for_each_call([&](const Call& call) {
    if (++shown <= kRowsMax) table.row(cells_of(call, context.zone));
  });
}

}  // namespace calltracker::report
