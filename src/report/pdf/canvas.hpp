// SPDX-License-Identifier: MIT
#pragma once

// Text and shapes on one PDF surface, in points from the top left corner. Text is Unicode through Pango:
// fonts are chosen per script, embedded and subset, and right-to-left text runs the right way.
//
// Shaping dominates a report's cost, so a text that is measured and then drawn, or that recurs (names,
// sources, categories), is shaped once.

#include <cairo.h>
#include <pango/pango.h>

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "report/palette.hpp"

namespace calltracker::report {

enum class Weight { Regular, SemiBold, Bold };
enum class Align { Left, Center, Right };

struct TextStyle {
  double size_points = 8.5;
  Weight weight = Weight::Regular;
  Color color = kInk;
};

struct TextBox {
  double x = 0;
  double y = 0;      // top of the first line
  double width = 0;  // 0: as wide as the text
  Align align = Align::Left;
  int lines_max = 0;  // 0: as many as it takes; the last line allowed ends in an ellipsis
};

struct Box {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
};

struct Size {
  double width = 0;
  double height = 0;
};

class Canvas {
 public:
  explicit Canvas(cairo_surface_t* surface);
  ~Canvas();
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  // Returns what the text took.
  Size text(std::string_view text, const TextStyle& style, const TextBox& box);
  // Measuring with the alignment of the drawing to come makes that drawing free of shaping.
  Size measure(std::string_view text, const TextStyle& style, double width = 0, int lines_max = 0,
               Align align = Align::Left);

  void fill(const Box& box, Color color, double radius = 0);
  void outline(const Box& box, Color color, double line_width = 0.6, double radius = 0);
  void line(double x1, double y1, double x2, double y2, Color color, double line_width = 0.6);
  void disc(double x, double y, double radius, Color color);

  // Text on a rounded tint, as wide as it needs. Returns the width.
  double pill(std::string_view text, double x, double y, const TextStyle& style, Color background);

  // Makes the box open a web address. Addresses that are not http or https are left alone.
  void link(const Box& box, std::string_view address);
  // Makes the box jump to the place that marks `name`.
  void jump(const Box& box, std::string_view name);
  void mark(std::string_view name);

  cairo_t* cairo() { return cairo_.get(); }

 private:
  struct Shaped {
    std::shared_ptr<PangoLayout> layout;
    Size size;
  };

  Shaped shape(std::string_view text, const TextStyle& style, const TextBox& box);
  std::shared_ptr<PangoLayout> make_layout(std::string_view text, const TextStyle& style, const TextBox& box);
  PangoFontDescription* font(const TextStyle& style);
  void set_color(Color color);
  void rounded_path(const Box& box, double radius);
  void tagged_box(const Box& box, const std::string& attributes);

  std::unique_ptr<cairo_t, decltype(&cairo_destroy)> cairo_;
  std::unique_ptr<PangoContext, decltype(&g_object_unref)> context_;
  std::shared_ptr<PangoAttrList> text_features_;
  std::shared_ptr<PangoAttrList> table_features_;
  std::unordered_map<int, std::shared_ptr<PangoFontDescription>> fonts_;
  std::unordered_map<std::string, Shaped> shaped_;
};

}  // namespace calltracker::report
