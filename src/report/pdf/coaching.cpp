// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "report/pdf/charts.hpp"
#include "report/pdf/evidence.hpp"
#include "report/pdf/sections.hpp"
#include "report/wording.hpp"

namespace calltracker::report {
namespace {

using insight::CategoryMean;
using insight::RepInsight;

constexpr std::size_t kPagesMax = 40;
constexpr double kLeftWidth = 262;
constexpr double kRightLeft = kMargin + kLeftWidth + 24;
constexpr double kRightWidth = kPageWidth - kMargin - kRightLeft;
constexpr double kSkillRow = 15;

std::optional<double> team_mean(const SectionContext& context, const std::string& key) {
  for (const CategoryMean& category : context.input.insight.team.categories) {
    if (category.key == key) return category.score.mean;
  }
  return std::nullopt;
}

std::string standing_of(const SectionContext& context, const RepInsight& rep) {
  if (!rep.rank) return fmt::format("too few calls to rank ({})", rep.score.count);
  const auto ranked = std::count_if(context.input.insight.reps.begin(), context.input.insight.reps.end(),
                                    [](const RepInsight& other) { return other.rank.has_value(); });
  return fmt::format("rank {} of {}", *rep.rank, ranked);
}

void draw_head(Document& document, const SectionContext& context, const RepInsight& rep) {
  Canvas& canvas = document.canvas();
  const double y = document.y();
  const ScoreColors colors = score_colors(rep.score.mean);
  canvas.fill({kMargin, y, kContentWidth, 62}, kSurface, 7);
  canvas.fill({kMargin + 12, y + 10, 54, 42}, colors.soft, 7);
  canvas.text(score_text(rep.score.mean), {.size_points = 20, .weight = Weight::Bold, .color = colors.strong},
              {.x = kMargin + 12, .y = y + 18, .width = 54, .align = Align::Center});
  canvas.text(rep.name, {.size_points = 16, .weight = Weight::Bold, .color = kBrand},
              {.x = kMargin + 80, .y = y + 10, .width = 220, .lines_max = 1});
  canvas.text(fmt::format("{} · {}", rep.division.value_or("no division"), standing_of(context, rep)),
              {.size_points = 8.6, .color = kMuted},
              {.x = kMargin + 80, .y = y + 34, .width = 220, .lines_max = 1});
  const std::array<std::pair<std::string, std::string_view>, 4> figures = {
      {{interval_text(rep.score), "95 % interval"},
       {count_text(rep.score.count), "scored calls"},
       {count_text(rep.qualified_leads), "qualified leads"},
       {percent_text(rep.talk_share_median), "talk share"}}};
  double x = kMargin + 304;
  for (const auto& [figure, title] : figures) {
    canvas.text(figure, {.size_points = 11, .weight = Weight::SemiBold},
                {.x = x, .y = y + 15, .width = 54, .align = Align::Center, .lines_max = 1});
    canvas.text(title, {.size_points = 6.6, .color = kMuted},
                {.x = x, .y = y + 34, .width = 54, .align = Align::Center, .lines_max = 2});
    x += 54;
  }
  document.move_down(62 + 14);
}

void draw_skills(Document& document, const SectionContext& context, const RepInsight& rep) {
  Canvas& canvas = document.canvas();
  const double top = document.y();
  canvas.text("Skills", {.size_points = 10, .weight = Weight::SemiBold, .color = kBrand},
              {.x = kMargin, .y = top});
  canvas.text("mark: team mean", {.size_points = 7, .color = kMuted},
              {.x = kMargin + kLeftWidth, .y = top + 2, .align = Align::Right});
  double y = top + 18;
  for (const CategoryMean& category : rep.categories) {
    canvas.text(category.title, {.size_points = 7.8},
                {.x = kMargin, .y = y + 2, .width = 118, .lines_max = 1});
    draw_score_bar(canvas, {kMargin + 120, y, kLeftWidth - 120 - 28, 14}, category.score.mean,
                   team_mean(context, category.key));
    canvas.text(
        score_text(category.score.mean),
        {.size_points = 7.8, .weight = Weight::SemiBold, .color = score_colors(category.score.mean).strong},
        {.x = kMargin + kLeftWidth, .y = y + 2, .align = Align::Right});
    y += kSkillRow;
  }
  canvas.text("Score by day", {.size_points = 10, .weight = Weight::SemiBold, .color = kBrand},
              {.x = kRightLeft, .y = top});
  draw_score_trend(canvas, {kRightLeft, top + 14, kRightWidth, std::max(90.0, y - top - 18)}, rep.days, 14);
  document.move_to(std::max(y, top + 110) + 12);
}

}  // namespace

void draw_rep_page(Document& document, const SectionContext& context, const RepInsight& rep) {
  draw_head(document, context, rep);
  draw_skills(document, context, rep);
  draw_rep_questions(document, context, rep);
  EvidenceWriter writer(document, context);
  // Advice and praise keep their place however much there is to work on.
  writer.draw({"Work on", "what cost points, and where", kPoor}, rep.coaching.weaknesses, WithQuotes::Yes,
              170);
  writer.draw({"Try next", "one thing at a time", kBlue}, rep.coaching.advice, WithQuotes::No, 60);
  writer.draw({"Keep doing", "what works", kGood}, rep.coaching.strengths, WithQuotes::Yes, 0);
}

void draw_coaching(Document& document, const SectionContext& context) {
  std::vector<const RepInsight*> coached;
  for (const RepInsight& rep : context.input.insight.reps) {
    if (rep.score.count > 0 && coached.size() < kPagesMax) coached.push_back(&rep);
  }
  document.start_section(
      "Coaching per rep",
      "One page each; every remark names its turns, and quotes are the transcript's own words.", "coaching");
  if (coached.empty()) draw_nothing(document, "No call was scored, so there is nothing to coach on yet.");
  for (std::size_t index = 0; index < coached.size(); ++index) {
    if (index > 0) document.start_page();
    document.bookmark(coached[index]->name);
    draw_rep_page(document, context, *coached[index]);
  }
}

}  // namespace calltracker::report
