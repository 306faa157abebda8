// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "report/pdf/charts.hpp"
#include "report/pdf/sections.hpp"
#include "report/pdf/table.hpp"
#include "report/wording.hpp"

namespace calltracker::report {
namespace {

using insight::QuestionInsight;
using insight::RepInsight;

constexpr std::size_t kRepsMax = 60;
// As many columns as leave a share and its count room; the Excel report has every answer.
constexpr std::size_t kColumnsMax = 7;
constexpr std::size_t kOnRepPageMax = 6;
constexpr double kLineHeight = 16;

const QuestionInsight* answers_of(const std::vector<QuestionInsight>& questions, const std::string& id) {
  const auto found = std::find_if(questions.begin(), questions.end(),
                                  [&id](const QuestionInsight& question) { return question.id == id; });
  return found == questions.end() ? nullptr : &*found;
}

// "no in rows 12, 40 and others": where to listen.
std::string calls_text(std::string_view answer, std::int64_t count,
                       const std::vector<insight::Evidence>& calls) {
  if (calls.empty()) return "";
  std::vector<std::string> rows;
  for (const insight::Evidence& call : calls) rows.push_back(std::to_string(call.row));
  return fmt::format("{} in {} {}{}", answer, rows.size() == 1 ? "row" : "rows", joined(rows, ", "),
                     count > std::ssize(calls) ? " and others" : "");
}

Cell number_cell(std::int64_t count) {
  Cell cell{.text = count_text(count)};
  cell.style.weight = Weight::SemiBold;
  return cell;
}

void draw_team(Document& document, const std::vector<QuestionInsight>& questions) {
  Table table(document, {{"", 26},
                         {"Question", 254},
                         {"Yes", 92},
                         {"Yes", 36, Align::Right},
                         {"No", 36, Align::Right},
                         {"Unclear", 44, Align::Right},
                         {"Asked", 36, Align::Right}});
  int number = 0;
  for (const QuestionInsight& question : questions) {
    Cell label{.text = fmt::format("Q{}", ++number)};
    label.style.weight = Weight::Bold;
    label.style.color = kBrand;
    Cell share;
    share.paint = [share = question.yes.share](Canvas& canvas, const Box& box) {
      draw_share_bar(canvas, box, share, kGood);
    };
    table.row(
        {std::move(label),
         {.text = question.text, .lines_max = 3, .note = calls_text("no", question.no, question.no_calls)},
         std::move(share),
         number_cell(question.yes.count),
         number_cell(question.no),
         number_cell(question.unclear),
         number_cell(question.yes.total)});
  }
}

// The share of yes on a tint, with how many calls it rests on.
Cell share_cell(const QuestionInsight* question) {
  if (question == nullptr || question->yes.total == 0) {
    return {.text = std::string(kUnknown), .style = {.size_points = 7.8, .color = kFaint}};
  }
  const auto share_of = [question](std::int64_t count) {
    return static_cast<double>(count) / static_cast<double>(question->yes.total);
  };
  Cell cell{.text = percent_text(question->yes.share), .note = fmt::format("of {}", question->yes.total)};
  cell.style.weight = Weight::SemiBold;
  // What is mostly unclear is neither praise nor blame.
  if (share_of(question->yes.count) >= 0.5) cell.style.color = kGood;
  if (share_of(question->no) >= 0.5) cell.style.color = kPoor;
  return cell;
}

void draw_reps(Document& document, const SectionContext& context,
               const std::vector<QuestionInsight>& questions) {
  const std::size_t columns_shown = std::min(questions.size(), kColumnsMax);
  document.ensure_room(120);
  document.move_down(22);
  document.heading("Share of yes by rep");
  constexpr double kNameWidth = 118;
  const double column_width = (kContentWidth - kNameWidth) / static_cast<double>(columns_shown);
  std::vector<std::string> titles;
  for (std::size_t index = 0; index < columns_shown; ++index) titles.push_back(fmt::format("Q{}", index + 1));
  std::vector<Column> columns = {{"Rep", kNameWidth}};
  for (const std::string& title : titles) columns.push_back({title, column_width, Align::Center});
  Table table(document, std::move(columns), Density::Compact);
  std::size_t shown = 0;
  for (const RepInsight& rep : context.input.insight.reps) {
    if (rep.questions.empty() || ++shown > kRepsMax) continue;
    Cell name{.text = rep.name};
    name.style.weight = Weight::SemiBold;
    std::vector<Cell> cells = {std::move(name)};
    for (std::size_t index = 0; index < columns_shown; ++index)
      cells.push_back(share_cell(answers_of(rep.questions, questions[index].id)));
    table.row(cells);
  }
}

}  // namespace

void draw_questions(Document& document, const SectionContext& context) {
  const std::vector<QuestionInsight>& questions = context.input.insight.team.questions;
  if (questions.empty()) return;
  document.start_section(
      "Your questions",
      "What the company asks of every sales call. A share counts the calls that were asked; what a recording "
      "cannot tell is unclear.",
      "questions", 220);
  draw_team(document, questions);
  const bool is_any_rep_asked =
      std::any_of(context.input.insight.reps.begin(), context.input.insight.reps.end(),
                  [](const RepInsight& rep) { return !rep.questions.empty(); });
  if (is_any_rep_asked) draw_reps(document, context, questions);
}

void draw_rep_questions(Document& document, const SectionContext& context, const RepInsight& rep) {
  if (rep.questions.empty()) return;
  Canvas& canvas = document.canvas();
  canvas.text("Your questions", {.size_points = 10, .weight = Weight::SemiBold, .color = kBrand},
              {.x = kMargin, .y = document.y()});
  canvas.text("share of yes, and the team's", {.size_points = 7, .color = kMuted},
              {.x = kMargin + kContentWidth, .y = document.y() + 2, .align = Align::Right});
  document.move_down(18);
  for (std::size_t index = 0; index < std::min(rep.questions.size(), kOnRepPageMax); ++index) {
    const QuestionInsight& question = rep.questions[index];
    const double y = document.y();
    canvas.text(question.text, {.size_points = 7.8},
                {.x = kMargin, .y = y + 2, .width = 296, .lines_max = 1});
    draw_share_bar(canvas, {kMargin + 304, y, 100, 14}, question.yes.share, kGood);
    const QuestionInsight* team = answers_of(context.input.insight.team.questions, question.id);
    canvas.text(fmt::format("{} of {} · team {}", question.yes.count, question.yes.total,
                            percent_text(team == nullptr ? std::nullopt : team->yes.share)),
                {.size_points = 7.4, .color = kMuted},
                {.x = kMargin + kContentWidth, .y = y + 2.4, .align = Align::Right});
    document.move_down(kLineHeight);
  }
  document.move_down(10);
}

}  // namespace calltracker::report
