// SPDX-License-Identifier: MIT
#include "report/pdf/charts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "report/wording.hpp"

namespace calltracker::report {
namespace {

using insight::DayPoint;

constexpr TextStyle kAxis{.size_points = 6.6, .color = kMuted};
constexpr TextStyle kFigure{.size_points = 6.8, .weight = Weight::SemiBold, .color = kInk};
constexpr double kScaleLow = 1;
constexpr double kScaleHigh = 10;

double on_scale(double score) {
  return std::clamp((score - kScaleLow) / (kScaleHigh - kScaleLow), 0.0, 1.0);
}

std::span<const DayPoint> last_days(const std::vector<DayPoint>& days, std::size_t days_max) {
  const std::size_t count = std::min(days.size(), days_max);
  return std::span(days).last(count);
}

// More columns than this leave no room for a date below each.
bool is_labelled(std::size_t index, std::size_t count) {
  const std::size_t stride = (count + 6) / 7;
  return (count - 1 - index) % stride == 0;
}

}  // namespace

void draw_score_histogram(Canvas& canvas, const Box& box, const insight::ScoreHistogram& histogram) {
  const auto highest = std::max<std::int64_t>(1, *std::max_element(histogram.begin(), histogram.end()));
  const double slot = box.width / static_cast<double>(histogram.size());
  const double base = box.y + box.height - 12;
  const double tallest = base - box.y - 11;
  for (std::size_t index = 0; index < histogram.size(); ++index) {
    const double height = tallest * static_cast<double>(histogram[index]) / static_cast<double>(highest);
    const double x = box.x + slot * static_cast<double>(index);
    const auto score = static_cast<double>(index + 1);
    const ScoreColors colors = score_colors(score);
    canvas.fill({x + 2, base - height, slot - 4, height}, colors.strong, 1.5);
    if (histogram[index] > 0) {
      canvas.text(count_text(histogram[index]), kFigure,
                  {.x = x + slot / 2, .y = base - height - 10, .align = Align::Center});
    }
    const std::string label = fmt::format("{}–{}", index + 1, index + 2);
    canvas.text(label, kAxis, {.x = x + slot / 2, .y = base + 3, .align = Align::Center});
  }
  canvas.line(box.x, base, box.x + box.width, base, kFaint, 0.5);
}

void draw_days(Canvas& canvas, const Box& box, const std::vector<DayPoint>& days, std::size_t days_max) {
  const auto shown = last_days(days, days_max);
  if (shown.empty()) return;
  std::int64_t highest = 1;
  for (const DayPoint& day : shown) highest = std::max(highest, day.calls);
  const double slot = box.width / static_cast<double>(shown.size());
  const double base = box.y + box.height - 12;
  const double tallest = base - box.y - 11;
  const double inset = std::min(slot * 0.18, 14.0);
  for (std::size_t index = 0; index < shown.size(); ++index) {
    const DayPoint& day = shown[index];
    const double x = box.x + slot * static_cast<double>(index);
    const double all = tallest * static_cast<double>(day.calls) / static_cast<double>(highest);
    const double qualified =
        tallest * static_cast<double>(day.qualified_leads) / static_cast<double>(highest);
    canvas.fill({x + inset, base - all, slot - 2 * inset, all}, kBlueSoft, 1.5);
    canvas.fill({x + inset, base - qualified, slot - 2 * inset, qualified}, kBlue, 1.5);
    if (!is_labelled(index, shown.size())) continue;
    canvas.text(count_text(day.calls), kFigure,
                {.x = x + slot / 2, .y = base - all - 10, .align = Align::Center});
    canvas.text(day_text(day.date), kAxis, {.x = x + slot / 2, .y = base + 3, .align = Align::Center});
  }
  canvas.line(box.x, base, box.x + box.width, base, kFaint, 0.5);
}

void draw_interval(Canvas& canvas, const Box& box, const insight::MeanEstimate& estimate,
                   const std::optional<double>& reference) {
  const double middle = box.y + box.height / 2;
  canvas.fill({box.x, middle - 2.5, box.width, 5}, kSurface, 2.5);
  if (reference) {
    const double x = box.x + box.width * on_scale(*reference);
    canvas.line(x, middle - 6, x, middle + 6, kFaint, 0.7);
  }
  if (!estimate.mean) return;
  const ScoreColors colors = score_colors(estimate.mean);
  if (estimate.low && estimate.high) {
    const double low = box.x + box.width * on_scale(*estimate.low);
    const double high = box.x + box.width * on_scale(*estimate.high);
    canvas.fill({low, middle - 2.5, std::max(high - low, 1.0), 5}, colors.soft, 2.5);
    canvas.line(low, middle - 3.5, low, middle + 3.5, colors.strong, 0.9);
    canvas.line(high, middle - 3.5, high, middle + 3.5, colors.strong, 0.9);
    canvas.line(low, middle, high, middle, colors.strong, 0.9);
  }
  canvas.disc(box.x + box.width * on_scale(*estimate.mean), middle, 3.2, colors.strong);
}

void draw_score_bar(Canvas& canvas, const Box& box, const std::optional<double>& score,
                    const std::optional<double>& reference) {
  const double middle = box.y + box.height / 2;
  canvas.fill({box.x, middle - 3, box.width, 6}, kSurface, 3);
  if (score) {
    canvas.fill({box.x, middle - 3, std::max(6.0, box.width * on_scale(*score)), 6},
                score_colors(score).strong, 3);
  }
  if (reference) {
    const double x = box.x + box.width * on_scale(*reference);
    canvas.line(x, middle - 5, x, middle + 5, kInk, 1);
  }
}

void draw_share_bar(Canvas& canvas, const Box& box, const std::optional<double>& share, Color color) {
  constexpr double kFigureWidth = 28;
  const double middle = box.y + box.height / 2;
  const double width = box.width - kFigureWidth;
  canvas.fill({box.x, middle - 3, width, 6}, kSurface, 3);
  if (share && *share > 0) canvas.fill({box.x, middle - 3, std::max(4.0, width * *share), 6}, color, 3);
  canvas.text(percent_text(share), {.size_points = 7.6, .color = kInk},
              {.x = box.x + box.width, .y = middle - 5, .align = Align::Right});
}

void draw_score_trend(Canvas& canvas, const Box& box, const std::vector<DayPoint>& days,
                      std::size_t days_max) {
  std::vector<DayPoint> scored;
  std::copy_if(days.begin(), days.end(), std::back_inserter(scored),
               [](const DayPoint& day) { return day.rep_score.mean.has_value(); });
  const auto shown = last_days(scored, days_max);
  if (shown.empty()) return;
  const double base = box.y + box.height - 12;
  const double top = box.y + 10;
  for (const double tick : {1.0, 5.5, 10.0}) {
    const double y = base - (base - top) * on_scale(tick);
    canvas.line(box.x, y, box.x + box.width, y, kHairline, 0.5);
  }
  const double slot = box.width / static_cast<double>(shown.size());
  double last_x = 0;
  double last_y = 0;
  for (std::size_t index = 0; index < shown.size(); ++index) {
    const std::optional<double> mean = shown[index].rep_score.mean;
    const double x = box.x + slot * (static_cast<double>(index) + 0.5);
    const double y = base - (base - top) * on_scale(*mean);
    if (index > 0) canvas.line(last_x, last_y, x, y, kBlue, 1.2);
    last_x = x;
    last_y = y;
  }
  for (std::size_t index = 0; index < shown.size(); ++index) {
    const std::optional<double> mean = shown[index].rep_score.mean;
    const double x = box.x + slot * (static_cast<double>(index) + 0.5);
    const double y = base - (base - top) * on_scale(*mean);
    canvas.disc(x, y, 2.4, kBlue);
    if (!is_labelled(index, shown.size())) continue;
    canvas.text(score_text(mean), kFigure, {.x = x, .y = y - 12, .align = Align::Center});
    canvas.text(day_text(shown[index].date), kAxis, {.x = x, .y = base + 3, .align = Align::Center});
  }
}

}  // namespace calltracker::report
