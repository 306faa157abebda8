// SPDX-License-Identifier: MIT
#include <algorithm>

#include "report/pdf/charts.hpp"
#include "report/pdf/sections.hpp"
#include "report/pdf/table.hpp"
#include "report/wording.hpp"

namespace calltracker::report {
namespace {

using insight::DivisionInsight;
using insight::SourceInsight;

constexpr std::size_t kSourcesMax = 60;

Cell share_cell(const insight::ShareEstimate& share, Color color) {
  Cell cell;
  cell.paint = [share, color](Canvas& canvas, const Box& box) {
    draw_share_bar(canvas, box, share.share, color);
  };
  return cell;
}

Cell count_cell(std::int64_t count) {
  Cell cell{.text = count_text(count)};
  cell.style.weight = Weight::SemiBold;
  return cell;
}

Cell interval_cell(const insight::MeanEstimate& estimate) {
  Cell cell;
  cell.paint = [estimate](Canvas& canvas, const Box& box) {
    draw_interval(canvas, box, estimate, std::nullopt);
  };
  return cell;
}

void draw_source_table(Document& document, const std::vector<SourceInsight>& sources) {
  const bool with_cost = std::any_of(sources.begin(), sources.end(), [](const SourceInsight& source) {
    return source.cost_per_lead_usd.has_value();
  });
  std::vector<Column> columns = {{"Source", with_cost ? 100.0 : 138.0},
                                 {"Calls", 40, Align::Right},
                                 {"Valid sales", 84},
                                 {"Spam", 76},
                                 {"Qualified", 52, Align::Right},
                                 {"Lead score", 56, Align::Center},
                                 {"95 % interval", 78}};
  if (with_cost) columns.push_back({"Per lead", 40, Align::Right});
  Table table(document, std::move(columns));
  for (std::size_t index = 0; index < std::min(sources.size(), kSourcesMax); ++index) {
    const SourceInsight& source = sources[index];
    Cell name{.text = source.name.value_or("Not recorded")};
    name.style.weight = Weight::SemiBold;
    std::vector<Cell> cells = {std::move(name),
                               count_cell(source.calls),
                               share_cell(source.valid_sales, kBlue),
                               share_cell(source.spam, kFaint),
                               count_cell(source.qualified.count),
                               score_cell(source.lead_score.mean),
                               interval_cell(source.lead_score)};
    if (with_cost) {
      cells.push_back(
          {.text = source.cost_per_lead_usd ? money_text(*source.cost_per_lead_usd) : std::string(kUnknown)});
    }
    table.row(cells);
  }
}

void draw_division_table(Document& document, const std::vector<DivisionInsight>& divisions) {
  if (divisions.empty()) return;
  document.ensure_room(110);
  document.move_down(22);
  document.heading("Divisions");
  Table table(document, {{"Division", 148},
                         {"Calls", 40, Align::Right},
                         {"Valid sales", 96},
                         {"Rep score", 52, Align::Center},
                         {"95 % interval", 84},
                         {"Qualified", 52, Align::Right},
                         {"Call now", 52, Align::Right}});
  for (const DivisionInsight& division : divisions) {
    Cell name{.text = division.name.value_or("No division known")};
    name.style.weight = Weight::SemiBold;
    table.row({std::move(name), count_cell(division.calls), share_cell(division.valid_sales, kBlue),
               score_cell(division.rep_score.mean), interval_cell(division.rep_score),
               count_cell(division.qualified_leads), count_cell(division.priority_actions)});
  }
}

}  // namespace

void draw_sources(Document& document, const SectionContext& context) {
  document.start_section(
      "Lead sources and divisions",
      "Which advertisement brings buyers, and where they land. Shares are of the calls that were "
      "classified.",
      "sources", 260);
  if (context.input.insight.sources.empty()) {
    draw_nothing(document, "The log holds no calls.");
    return;
  }
  draw_source_table(document, context.input.insight.sources);
  draw_division_table(document, context.input.insight.divisions);
}

}  // namespace calltracker::report
