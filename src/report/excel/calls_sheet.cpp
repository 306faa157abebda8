// SPDX-License-Identifier: MIT
#include <algorithm>

#include "report/excel/sheets.hpp"
#include "report/wording.hpp"

namespace calltracker::report {
namespace {

constexpr double kQuestionWidth = 18;

std::vector<SheetColumn> columns(const std::vector<CustomQuestion>& questions) {
  std::vector<SheetColumn> columns = {
      {"Row", 7},           {"When", 25},      {"Length", 8},    {"Caller", 20},    {"Company", 24},
      {"Location", 17},     {"Phone", 16},     {"Rep", 18},      {"Division", 13},  {"Outcome", 15},
      {"Detail", 26},       {"Rep score", 9},  {"Coverage", 10}, {"Lead score", 9}, {"Action", 20},
      {"Follow up by", 25}, {"Need", 48},      {"Urgency", 11},  {"Source", 16},    {"Campaign", 18},
      {"Talk share", 9},    {"Red flags", 30}, {"Review", 9},    {"Recording", 12}};
  for (const CustomQuestion& question : questions) columns.push_back({question.text, kQuestionWidth});
  return columns;
}

}  // namespace

CallsSheet::CallsSheet(Book& book, const ReportInput& input)
    : book_(book),
      questions_(input.workspace.questions),
      table_(book, "All Calls", band_title(input, "All calls"), columns(questions_), 2) {}

void CallsSheet::add(const Call& call) {
  if (!table_.next_row()) return;
  table_.number(call.record.row, book_.formats().count);
  table_.date_time(call.record.start_time_ms);
  const std::optional<double>& seconds = call.record.duration_seconds;
  table_.number(seconds ? std::optional(*seconds / 86'400) : std::nullopt, book_.formats().duration);
  add_caller(call);
  add_outcome(call);
  add_figures(call);
  add_answers(call);
}

void CallsSheet::add_caller(const Call& call) {
  static const CallerFacts kNobody;
  const CallerFacts& caller = call.result.caller ? *call.result.caller : kNobody;
  table_.text_if_any(caller.name ? caller.name : call.record.caller_name);
  table_.text_if_any(caller.company);
  table_.text_if_any(caller.location);
  table_.text_if_any(caller.phone ? caller.phone : call.record.caller_number);
  table_.text(rep_key(call));
  table_.text_if_any(call.result.rep ? call.result.rep->division : std::nullopt);
}

void CallsSheet::add_outcome(const Call& call) {
  const CallResult& result = call.result;
  if (call.status == CallStatus::Complete && result.triage) {
    table_.text(title_of(result.triage->classification));
    table_.text(result.triage->subtype);
  } else {
    table_.text(title_of(call.status), call.status == CallStatus::Failed ? book_.formats().alarm : nullptr);
    if (call.skip_reason) {
      table_.text(title_of(*call.skip_reason));
    } else {
      table_.text(call.failure ? std::string_view(call.failure->message) : "");
    }
  }
}

void CallsSheet::add_figures(const Call& call) {
  const Formats& formats = book_.formats();
  const CallResult& result = call.result;
  table_.number(result.score ? result.score->overall : std::nullopt, formats.score);
  table_.number(result.score ? std::optional(result.score->coverage) : std::nullopt, formats.percent);
  table_.number(result.lead ? std::optional(result.lead->score) : std::nullopt, formats.lead_score);
  table_.text(result.lead ? title_of(result.lead->recommended_action) : "");
  table_.date_time(result.lead ? result.lead->follow_up_by_ms : std::nullopt);
  table_.text_if_any(result.context ? result.context->need_summary : std::nullopt);
  table_.text(result.context ? title_of(result.context->urgency) : "");
  table_.text_if_any(call.record.source);
  table_.text_if_any(call.record.campaign);
  table_.number(result.metrics ? result.metrics->agent_talk_share : std::nullopt, formats.percent);
  table_.text(result.lead ? joined(result.lead->red_flags, "; ") : "");
  table_.text(result.validation && result.validation->needs_review ? "review" : "");
  table_.link(call.record.recording_url, "Listen");
}

// Empty where the question was not asked.
void CallsSheet::add_answers(const Call& call) {
  for (const CustomQuestion& question : questions_) {
    const auto& answers = call.result.questions;
    const auto found =
        std::find_if(answers.begin(), answers.end(),
                     [&question](const AnsweredQuestion& each) { return each.id == question.id; });
    table_.text(found == answers.end() ? "" : name_of(found->answer));
  }
}

void CallsSheet::finish() {
  table_.color_scores("Rep score");
  table_.color_scores("Lead score");
  table_.finish();
}

}  // namespace calltracker::report
