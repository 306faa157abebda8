// SPDX-License-Identifier: MIT
#pragma once

// Small charts, drawn into a box. Every bar and point carries its figure, so none needs a legend or a guess.

#include <string>
#include <vector>

#include "insight/insight.hpp"
#include "report/pdf/canvas.hpp"

namespace calltracker::report {

// Calls per score from 1 to 10, coloured as scores are.
void draw_score_histogram(Canvas& canvas, const Box& box, const insight::ScoreHistogram& histogram);

// Bars for calls per day, the qualified ones filled darker; at most the last `days_max` days.
void draw_days(Canvas& canvas, const Box& box, const std::vector<insight::DayPoint>& days,
               std::size_t days_max);

// A dot for the mean and a whisker for its interval on the scale from 1 to 10. `reference` is a thin mark,
// the team's mean.
void draw_interval(Canvas& canvas, const Box& box, const insight::MeanEstimate& estimate,
                   const std::optional<double>& reference);

// A bar from 1 to 10 with the team's mean as a mark.
void draw_score_bar(Canvas& canvas, const Box& box, const std::optional<double>& score,
                    const std::optional<double>& reference);

// A share as a filled track with its percentage.
void draw_share_bar(Canvas& canvas, const Box& box, const std::optional<double>& share, Color color);

// Mean score per day on the scale from 1 to 10; at most the last `days_max` days.
void draw_score_trend(Canvas& canvas, const Box& box, const std::vector<insight::DayPoint>& days,
                      std::size_t days_max);

}  // namespace calltracker::report
