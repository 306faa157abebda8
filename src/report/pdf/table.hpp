// SPDX-License-Identifier: MIT
#pragma once

// A table that runs over as many pages as it needs and repeats its header on each. Rows are as high as their
// tallest cell and never split.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "report/pdf/document.hpp"

namespace calltracker::report {

struct Column {
  std::string_view title;
  double width = 0;
  Align align = Align::Left;
};

// Draws into its box instead of text; the box is as high as the row's content.
using Painter = std::function<void(Canvas& canvas, const Box& box)>;

struct Cell {
  std::string text;
  TextStyle style{.size_points = 7.8};
  int lines_max = 1;
  std::string note;  // a second, quieter line
  Painter paint;     // instead of text
  double paint_height = 12;
  std::string address;  // opens when clicked
};

enum class Density { Comfortable, Compact };

class Table {
 public:
  Table(Document& document, std::vector<Column> columns, Density density = Density::Comfortable);

  void row(const std::vector<Cell>& cells);

 private:
  void header();
  double height_of(const Cell& cell, const Column& column);
  void draw(const Cell& cell, const Column& column, double x, double height);

  Document& document_;
  std::vector<Column> columns_;
  double row_padding_;
};

// A score on a tint of its colour.
Cell score_cell(const std::optional<double>& score);
Cell lead_score_cell(const std::optional<double>& score);

}  // namespace calltracker::report
