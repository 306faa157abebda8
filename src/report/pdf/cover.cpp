// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <array>

#include "call/result_json.hpp"
#include "report/findings.hpp"
#include "report/pdf/charts.hpp"
#include "report/pdf/sections.hpp"
#include "report/wording.hpp"

namespace calltracker::report {
namespace {

constexpr double kBandHeight = 236;
constexpr std::size_t kFindingsMax = 6;
constexpr double kFindingsWidth = 296;
constexpr double kChartsLeft = kMargin + kFindingsWidth + 26;
constexpr double kChartsWidth = kPageWidth - kMargin - kChartsLeft;

struct BigNumber {
  std::string figure;
  std::string_view title;
  std::string note;
  Color color;
};

std::string models_sentence(const Job& job) {
  if (is_offline(job.options)) return "Scored by fixed rules on this machine; no language model was asked.";
  if (job.options.silver_model == job.options.gold_model) {
    return fmt::format("Analysed by {}.", job.options.gold_model);
  }
  return fmt::format("Triage and facts by {}, scores and coaching by {}.", job.options.silver_model,
                     job.options.gold_model);
}

void draw_band(Document& document, const SectionContext& context) {
  Canvas& canvas = document.canvas();
  const ReportInput& input = context.input;
  canvas.fill({0, 0, kPageWidth, kBandHeight}, kBrand);
  canvas.fill({kMargin, 58, 34, 4}, kAccent, 2);
  canvas.text(input.workspace.company, {.size_points = 12, .weight = Weight::SemiBold, .color = kBrandSoft},
              {.x = kMargin, .y = 72});
  canvas.text("Call report", {.size_points = 38, .weight = Weight::Bold, .color = kWhite},
              {.x = kMargin, .y = 88});
  canvas.text(period_text(input.insight.team, context.zone), {.size_points = 15, .color = kWhite},
              {.x = kMargin, .y = 138});
  canvas.text(fmt::format("{}  ·  {}", input.job.file_name, models_sentence(input.job)),
              {.size_points = 8.5, .color = kBrandSoft},
              {.x = kMargin, .y = 162, .width = kContentWidth, .lines_max = 1});
  if (!document.info().label.empty()) {
    const TextStyle style{.size_points = 8, .weight = Weight::Bold, .color = kBrand};
    const double width = canvas.measure(document.info().label, style).width + 10;
    canvas.pill(document.info().label, kPageWidth - kMargin - width, 70, style, {0xFFD9A8});
  }
}

std::array<BigNumber, 4> big_numbers(const insight::JobInsight& insight) {
  const auto& team = insight.team;
  return {{{count_text(team.analysed), "calls analysed",
            fmt::format("of {} in the log", count_text(team.calls)), kInk},
           {score_text(team.rep_score.mean), "average rep score",
            fmt::format("{} over {}", interval_text(team.rep_score),
                        plural(team.rep_score.count, "call", "calls")),
            score_colors(team.rep_score.mean).strong},
           {count_text(team.qualified_leads), "qualified leads",
            fmt::format("score 7+; average {}", score_text(team.lead_score.mean)), kBlue},
           {count_text(team.priority_actions), "to call back now", "within one hour of the call", kAccent}}};
}

void draw_big_numbers(Document& document, const SectionContext& context) {
  Canvas& canvas = document.canvas();
  constexpr double kGap = 12;
  constexpr double kWidth = (kContentWidth - 3 * kGap) / 4;
  const double y = kBandHeight - 44;
  double x = kMargin;
  for (const BigNumber& number : big_numbers(context.input.insight)) {
    const Box card{x, y, kWidth, 92};
    canvas.fill(card, kWhite, 7);
    canvas.outline(card, kHairline, 0.8, 7);
    canvas.fill({x + 12, y, 26, 3}, number.color, 1.5);
    canvas.text(number.figure, {.size_points = 29, .weight = Weight::Bold, .color = number.color},
                {.x = x + 12, .y = y + 12, .width = kWidth - 16, .lines_max = 1});
    canvas.text(number.title, {.size_points = 9, .weight = Weight::SemiBold},
                {.x = x + 12, .y = y + 51, .width = kWidth - 16, .lines_max = 1});
    canvas.text(number.note, {.size_points = 7.2, .color = kMuted},
                {.x = x + 12, .y = y + 66, .width = kWidth - 16, .lines_max = 1});
    x += kWidth + kGap;
  }
  document.move_to(y + 92 + 14);
}

void draw_small_numbers(Document& document, const SectionContext& context) {
  Canvas& canvas = document.canvas();
  const auto& team = context.input.insight.team;
  const std::array<std::pair<std::string, std::string_view>, 6> numbers = {
      {{percent_text(team.valid_sales.share), "valid sales calls"},
       {percent_text(team.spam.share), "spam"},
       {percent_text(team.ivr_only.share), "menu or mailbox"},
       {percent_text(team.talk_share_median), "median talk share"},
       {count_text(team.red_flags), "red flags"},
       {cost_text(context.input.insight.cost), "analysis cost"}}};
  const double y = document.y();
  const double width = kContentWidth / static_cast<double>(numbers.size());
  canvas.fill({kMargin, y, kContentWidth, 40}, kSurface, 7);
  double x = kMargin;
  for (const auto& [figure, title] : numbers) {
    canvas.text(figure, {.size_points = 12.5, .weight = Weight::SemiBold},
                {.x = x, .y = y + 6, .width = width, .align = Align::Center, .lines_max = 1});
    canvas.text(title, {.size_points = 7.2, .color = kMuted},
                {.x = x, .y = y + 23, .width = width, .align = Align::Center, .lines_max = 1});
    x += width;
  }
  document.move_down(40 + 24);
}

void draw_findings(Document& document, const SectionContext& context, double y) {
  Canvas& canvas = document.canvas();
  canvas.text("What the week says", {.size_points = 13, .weight = Weight::Bold, .color = kBrand},
              {.x = kMargin, .y = y});
  y += 26;
  const std::vector<Finding> findings = key_findings(context.input.insight, kFindingsMax);
  if (findings.empty()) {
    canvas.text("No call in this log could be analysed yet.", {.size_points = 9, .color = kMuted},
                {.x = kMargin, .y = y});
  }
  int number = 0;
  for (const Finding& finding : findings) {
    ++number;
    canvas.disc(kMargin + 8, y + 8, 8, number == 1 ? kAccent : kBlueSoft);
    canvas.text(std::to_string(number),
                {.size_points = 8, .weight = Weight::Bold, .color = number == 1 ? kWhite : kBrand},
                {.x = kMargin + 8, .y = y + 3, .align = Align::Center});
    const double left = kMargin + 26;
    const double width = kFindingsWidth - 26;
    double height = canvas
                        .text(finding.headline, {.size_points = 10, .weight = Weight::SemiBold},
                              {.x = left, .y = y + 1, .width = width, .lines_max = 2})
                        .height;
    height += 2 + canvas
                      .text(finding.detail, {.size_points = 8.6, .color = kMuted},
                            {.x = left, .y = y + height + 3, .width = width, .lines_max = 3})
                      .height;
    y += height + 14;
  }
}

void draw_charts(Document& document, const SectionContext& context, double y) {
  Canvas& canvas = document.canvas();
  const auto& team = context.input.insight.team;
  const TextStyle title{.size_points = 9.5, .weight = Weight::SemiBold, .color = kBrand};
  canvas.text("Rep scores, calls per score", title, {.x = kChartsLeft, .y = y + 3});
  draw_score_histogram(canvas, {kChartsLeft, y + 22, kChartsWidth, 110}, team.score_distribution);
  canvas.text("Calls per day", title, {.x = kChartsLeft, .y = y + 156});
  canvas.text("dark: qualified leads", {.size_points = 7.2, .color = kMuted},
              {.x = kChartsLeft + kChartsWidth, .y = y + 158, .align = Align::Right});
  draw_days(canvas, {kChartsLeft, y + 174, kChartsWidth, 110}, team.days, 31);
}

// The sections, as places to jump to. Page numbers are not known before the pages are drawn.
void draw_contents(Document& document) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kSections = {
      {{"Call back now", "callbacks"},
       {"Rep rankings", "rankings"},
       {"Coaching per rep", "coaching"},
       {"Qualified leads", "leads"},
       {"Lead sources", "sources"},
       {"All calls", "calls"}}};
  Canvas& canvas = document.canvas();
  const TextStyle style{.size_points = 8, .weight = Weight::SemiBold, .color = kBlue};
  const double y = kPageHeight - 108;
  const double width = kContentWidth / static_cast<double>(kSections.size());
  double x = kMargin;
  for (const auto& [title, anchor] : kSections) {
    const Box box{x + 2, y, width - 4, 18};
    canvas.fill(box, kBlueSoft, 9);
    canvas.text(title, style, {.x = x, .y = y + 4, .width = width, .align = Align::Center, .lines_max = 1});
    canvas.jump(box, anchor);
    x += width;
  }
}

void draw_foot(Document& document, const SectionContext& context) {
  Canvas& canvas = document.canvas();
  const ReportInput& input = context.input;
  const double y = kPageHeight - 76;
  std::string sentence =
      "Scores run from 1 to 10; every score rests on cited turns of the conversation. Ranges are 95 % "
      "intervals: "
      "overlapping ranges mean that the difference may be chance. Reps with fewer than five scored calls are "
      "not ranked.";
  if (!document.info().label.empty()) {
    sentence +=
        " These results come from offline rules, no AI: read them as a first sorting, not as a judgement.";
  }
  canvas.text(sentence, {.size_points = 7.4, .color = kMuted},
              {.x = kMargin, .y = y, .width = kContentWidth});
  canvas.text(fmt::format("Made {} · times in {}", when_text(input.generated_at_ms, context.zone),
                          context.zone.name()),
              {.size_points = 7, .color = kFaint}, {.x = kMargin, .y = kPageHeight - 34});
}

}  // namespace

void draw_cover(Document& document, const SectionContext& context) {
  document.start_cover();
  draw_band(document, context);
  draw_big_numbers(document, context);
  draw_small_numbers(document, context);
  const double y = document.y();
  draw_findings(document, context, y);
  draw_charts(document, context, y);
  draw_contents(document);
  draw_foot(document, context);
}

}  // namespace calltracker::report
