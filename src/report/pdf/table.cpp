// SPDX-License-Identifier: MIT
#include "report/pdf/table.hpp"

#include <algorithm>

#include "report/wording.hpp"

namespace calltracker::report {
namespace {

constexpr double kHeaderHeight = 18;
constexpr double kComfortablePadding = 4;
constexpr double kCompactPadding = 2.4;
constexpr double kCellGap = 8;
constexpr TextStyle kNote{.size_points = 7, .color = kMuted};

}  // namespace

Table::Table(Document& document, std::vector<Column> columns, Density density)
    : document_(document),
      columns_(std::move(columns)),
      row_padding_(density == Density::Compact ? kCompactPadding : kComfortablePadding) {
  // A header alone at the foot of a page would say nothing.
  document_.ensure_room(kHeaderHeight + 40);
  header();
}

void Table::header() {
  Canvas& canvas = document_.canvas();
  const double y = document_.y();
  canvas.fill({kMargin, y, kContentWidth, kHeaderHeight}, kBrand, 2);
  double x = kMargin + kCellGap / 2;
  for (const Column& column : columns_) {
    canvas.text(
        column.title, {.size_points = 7.2, .weight = Weight::SemiBold, .color = kWhite},
        {.x = x, .y = y + 4.5, .width = column.width - kCellGap, .align = column.align, .lines_max = 1});
    x += column.width;
  }
  document_.move_down(kHeaderHeight + 1);
}

double Table::height_of(const Cell& cell, const Column& column) {
  if (cell.paint) return cell.paint_height;
  Canvas& canvas = document_.canvas();
  const double width = column.width - kCellGap;
  double height = canvas.measure(cell.text, cell.style, width, cell.lines_max, column.align).height;
  if (!cell.note.empty())
    height += canvas.measure(cell.note, kNote, width, cell.lines_max, column.align).height;
  return height;
}

void Table::draw(const Cell& cell, const Column& column, double x, double height) {
  Canvas& canvas = document_.canvas();
  const double width = column.width - kCellGap;
  const Box box{x, document_.y() + row_padding_, width, height};
  if (cell.paint) {
    cell.paint(canvas, box);
  } else {
    const TextBox place{
        .x = x, .y = box.y, .width = width, .align = column.align, .lines_max = cell.lines_max};
    const double used = canvas.text(cell.text, cell.style, place).height;
    TextBox below = place;
    below.y += used;
    canvas.text(cell.note, kNote, below);
  }
  if (!cell.address.empty()) canvas.link(box, cell.address);
}

void Table::row(const std::vector<Cell>& cells) {
  double height = 0;
  for (std::size_t index = 0; index < cells.size(); ++index) {
    height = std::max(height, height_of(cells[index], columns_[index]));
  }
  if (document_.ensure_room(height + 2 * row_padding_)) header();
  double x = kMargin + kCellGap / 2;
  for (std::size_t index = 0; index < cells.size(); ++index) {
    draw(cells[index], columns_[index], x, height);
    x += columns_[index].width;
  }
  document_.move_down(height + 2 * row_padding_);
  document_.canvas().line(kMargin, document_.y(), kPageWidth - kMargin, document_.y(), kHairline, 0.5);
}

namespace {

Cell tinted_cell(const std::optional<double>& score, std::string text) {
  Cell cell;
  cell.paint = [score, text = std::move(text)](Canvas& canvas, const Box& box) {
    const ScoreColors colors = score_colors(score);
    constexpr double kWidth = 26;
    const double x = box.x + (box.width - kWidth) / 2;
    if (score) canvas.fill({x, box.y - 1, kWidth, 12}, colors.soft, 6);
    canvas.text(text, {.size_points = 7.6, .weight = Weight::SemiBold, .color = colors.strong},
                {.x = x, .y = box.y + 0.3, .width = kWidth, .align = Align::Center});
  };
  return cell;
}

}  // namespace

Cell score_cell(const std::optional<double>& score) {
  return tinted_cell(score, score_text(score));
}

Cell lead_score_cell(const std::optional<double>& score) {
  return tinted_cell(score, lead_score_text(score));
}

}  // namespace calltracker::report
