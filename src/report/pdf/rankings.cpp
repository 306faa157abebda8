// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "report/pdf/charts.hpp"
#include "report/pdf/sections.hpp"
#include "report/pdf/table.hpp"
#include "report/wording.hpp"

namespace calltracker::report {
namespace {

using insight::CategoryMean;
using insight::RepInsight;

// Enough for any team; names that models misheard would otherwise fill pages.
constexpr std::size_t kRepsMax = 60;
constexpr double kHeatLeft = 94;
constexpr double kHeatRow = 15.2;
constexpr double kHeatHeader = 58;

Cell rank_cell(const RepInsight& rep) {
  Cell cell{.text = rep.rank ? std::to_string(*rep.rank) : std::string(kUnknown)};
  cell.style.weight = Weight::Bold;
  cell.style.color = rep.rank && *rep.rank <= 3 ? kBrand : kMuted;
  return cell;
}

Cell interval_cell(const RepInsight& rep, const std::optional<double>& team) {
  Cell cell;
  cell.paint = [&rep, team](Canvas& canvas, const Box& box) { draw_interval(canvas, box, rep.score, team); };
  cell.paint_height = 14;
  return cell;
}

std::vector<Cell> cells_of(const RepInsight& rep, const std::optional<double>& team_mean) {
  Cell name{.text = rep.name, .note = rep.division.value_or("no division")};
  name.style.weight = Weight::SemiBold;
  Cell range{.text = rep.rank ? interval_text(rep.score) : std::string("too few calls"),
             .note = plural(rep.score.count, "scored call", "scored calls")};
  return {
      rank_cell(rep),
      std::move(name),
      score_cell(rep.score.mean),
      interval_cell(rep, team_mean),
      std::move(range),
      {.text = fmt::format("{} of {}", rep.qualified_leads, rep.calls), .note = "qualified leads"},
      {.text = percent_text(rep.talk_share_median), .note = "of the words"},
      {.text = rep.best_category.value_or(std::string(kUnknown)), .note = rep.weakest_category.value_or("")}};
}

void draw_leaderboard(Document& document, const SectionContext& context) {
  const auto& reps = context.input.insight.reps;
  const std::optional<double> team_mean = context.input.insight.team.rep_score.mean;
  Table table(document, {{"#", 24, Align::Center},
                         {"Rep", 92},
                         {"Score", 40, Align::Center},
                         {"1 to 10", 92},
                         {"95 % interval", 66},
                         {"Leads", 58},
                         {"Talk share", 50},
                         {"Strongest and weakest", 102}});
  for (std::size_t index = 0; index < std::min(reps.size(), kRepsMax); ++index) {
    table.row(cells_of(reps[index], team_mean));
  }
  document.move_down(6);
  document.canvas().text("The grey mark is the team's mean. A talk share near 40 % leaves the caller room.",
                         {.size_points = 7.2, .color = kMuted}, {.x = kMargin, .y = document.y()});
  document.move_down(26);
  if (reps.size() > kRepsMax) {
    draw_nothing(document, fmt::format("{} more names are in the Excel report.", reps.size() - kRepsMax));
  }
}

void draw_heat_header(Document& document, const std::vector<CategoryMean>& categories, double cell_width) {
  Canvas& canvas = document.canvas();
  double x = kMargin + kHeatLeft;
  for (const CategoryMean& category : categories) {
    const TextStyle style{.size_points = 6.2, .color = kMuted};
    const Size size = canvas.measure(category.title, style, cell_width - 1, 4, Align::Center);
    canvas.text(category.title, style,
                {.x = x + 0.5,
                 .y = document.y() + 36 - size.height,
                 .width = cell_width - 1,
                 .align = Align::Center,
                 .lines_max = 4});
    x += cell_width;
  }
  document.move_down(40);
}

void draw_heat_row(Document& document, const std::string& name, const std::vector<CategoryMean>& scores,
                   const std::vector<CategoryMean>& categories, double cell_width, Weight weight) {
  Canvas& canvas = document.canvas();
  const double y = document.y();
  canvas.text(name, {.size_points = 7.8, .weight = weight},
              {.x = kMargin, .y = y + 2.6, .width = kHeatLeft - 6, .lines_max = 1});
  double x = kMargin + kHeatLeft;
  for (const CategoryMean& category : categories) {
    const auto found = std::find_if(scores.begin(), scores.end(), [&category](const CategoryMean& score) {
      return score.key == category.key;
    });
    const std::optional<double> mean = found == scores.end() ? std::nullopt : found->score.mean;
    const ScoreColors colors = score_colors(mean);
    canvas.fill({x + 1, y + 1, cell_width - 2, kHeatRow - 2}, colors.soft, 3);
    canvas.text(score_text(mean), {.size_points = 7.4, .weight = Weight::SemiBold, .color = colors.strong},
                {.x = x, .y = y + 2.9, .width = cell_width, .align = Align::Center});
    x += cell_width;
  }
  document.move_down(kHeatRow);
}

void draw_heat_map(Document& document, const SectionContext& context) {
  const auto& insight = context.input.insight;
  const auto& categories = insight.team.categories;
  if (categories.empty()) return;
  const double cell_width = (kContentWidth - kHeatLeft) / static_cast<double>(categories.size());
  // On one page wherever it can be: a heat map is read as a whole.
  const auto judged = static_cast<std::size_t>(std::count_if(
      insight.reps.begin(), insight.reps.end(), [](const RepInsight& rep) { return rep.score.count > 0; }));
  document.ensure_room(kHeatHeader + static_cast<double>(std::min(judged, kRepsMax) + 1) * kHeatRow);
  document.heading("Skills by rep");
  draw_heat_header(document, categories, cell_width);
  draw_heat_row(document, "Team", categories, categories, cell_width, Weight::Bold);
  document.move_down(3);
  std::size_t shown = 0;
  for (const RepInsight& rep : insight.reps) {
    if (rep.score.count == 0 || ++shown > kRepsMax) continue;
    if (document.ensure_room(kHeatRow)) draw_heat_header(document, categories, cell_width);
    draw_heat_row(document, rep.name, rep.categories, categories, cell_width, Weight::Regular);
  }
  document.move_down(12);
}

}  // namespace

void draw_rankings(Document& document, const SectionContext& context) {
  document.start_section(
      "Rep rankings",
      "Mean score per rep over the calls that could be judged. Where two intervals overlap, the "
      "order of the two may be chance.",
      "rankings");
  if (context.input.insight.reps.empty()) {
    draw_nothing(document, "No rep could be named in these calls.");
    return;
  }
  draw_leaderboard(document, context);
  draw_heat_map(document, context);
}

}  // namespace calltracker::report
