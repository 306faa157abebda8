// SPDX-License-Identifier: MIT
#include "report/pdf_report.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/time_zone.hpp"
#include "call/result_json.hpp"
#include "report/pdf/document.hpp"
#include "report/pdf/sections.hpp"
#include "report/wording.hpp"

namespace calltracker::report {
namespace {

DocumentInfo info_of(const ReportInput& input, const TimeZone& zone, std::string title) {
  return {.title = std::move(title),
          .company = input.workspace.company,
          .period = period_text(input.insight.team, zone),
          .label = std::string(provider_label(input.job.options).value_or("")),
          .footer = fmt::format("{} · made {} · times in {}", input.job.file_name,
                                when_text(input.generated_at_ms, zone), zone.name()),
          .created_iso8601 = to_iso8601_utc(input.generated_at_ms)};
}

}  // namespace

void draw_nothing(Document& document, std::string_view sentence) {
  document.ensure_room(20);
  document.move_down(document.canvas()
                         .text(sentence, {.size_points = 9, .color = kMuted},
                               {.x = kMargin, .y = document.y(), .width = kContentWidth})
                         .height +
                     6);
}

void write_pdf(const ReportInput& input, const std::filesystem::path& path) {
  const TimeZone zone(input.workspace.time_zone);
  Document document(path, info_of(input, zone, "Call report"));
  const SectionContext context{.input = input, .zone = zone};
  draw_cover(document, context);
  draw_callbacks(document, context);
  draw_rankings(document, context);
  draw_questions(document, context);
  draw_coaching(document, context);
  draw_leads(document, context);
  draw_sources(document, context);
  draw_red_flags(document, context);
  draw_calls(document, context);
  document.finish();
}

void write_rep_pdf(const ReportInput& input, std::string_view rep_name, const std::filesystem::path& path) {
  const insight::RepInsight* rep = input.insight.rep(rep_name);
  if (rep == nullptr) {
    throw Error({.kind = ErrorKind::NotFound,
                 .code = "rep-unknown",
                 .message = fmt::format("no analysed call of this job belongs to \"{}\"", rep_name),
                 .hint = "use a name from the rep leaderboard"});
  }
  const TimeZone zone(input.workspace.time_zone);
  Document document(path, info_of(input, zone, fmt::format("{}: call coaching", rep->name)));
  document.start_section("Your calls", "", "rep");
  draw_rep_page(document, {.input = input, .zone = zone}, *rep);
  document.finish();
}

}  // namespace calltracker::report
