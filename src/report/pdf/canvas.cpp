// SPDX-License-Identifier: MIT
#include "report/pdf/canvas.hpp"

#include <fmt/format.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/text.hpp"

namespace calltracker::report {
namespace {

// The first that is installed, script by script; the last two cover what Inter lacks.
constexpr const char* kFontFamilies = "Inter, Noto Sans, DejaVu Sans";
constexpr std::size_t kShapedTextBytesMax = 512;
constexpr std::size_t kShapedTextsMax = 4096;
constexpr double kPillPadding = 5;
// Inter's contextual alternates only restyle arrows and brackets, and take half of the shaping time.
constexpr const char* kTextFeatures = "calt=0";
// Text this small stands in tables, where figures of one width line up.
constexpr double kTableTextMax = 8;
constexpr const char* kTableFeatures = "calt=0, tnum=1";

PangoWeight pango_weight(Weight weight) {
  switch (weight) {
    case Weight::SemiBold:
      return PANGO_WEIGHT_SEMIBOLD;
    case Weight::Bold:
      return PANGO_WEIGHT_BOLD;
    case Weight::Regular:
      break;
  }
  return PANGO_WEIGHT_NORMAL;
}

PangoAlignment pango_alignment(Align align) {
  switch (align) {
    case Align::Center:
      return PANGO_ALIGN_CENTER;
    case Align::Right:
      return PANGO_ALIGN_RIGHT;
    case Align::Left:
      break;
  }
  return PANGO_ALIGN_LEFT;
}

// Attribute values of PDF tags stand between apostrophes.
std::string escaped_for_tag(std::string_view text) {
  std::string escaped;
  for (const char letter : text) {
    if (letter == '\'' || letter == '\\') escaped += '\\';
    escaped += letter;
  }
  return escaped;
}

std::shared_ptr<PangoAttrList> features_of(const char* features) {
  std::shared_ptr<PangoAttrList> list(pango_attr_list_new(), &pango_attr_list_unref);
  pango_attr_list_insert(list.get(), pango_attr_font_features_new(features));
  return list;
}

bool is_web_address(std::string_view address) {
  const bool printable =
      std::all_of(address.begin(), address.end(), [](char letter) { return letter > ' ' && letter < 127; });
  return printable && (address.starts_with("https://") || address.starts_with("http://"));
}

}  // namespace

Canvas::Canvas(cairo_surface_t* surface)
    : cairo_(cairo_create(surface), &cairo_destroy),
      context_(pango_cairo_create_context(cairo_.get()), &g_object_unref),
      text_features_(features_of(kTextFeatures)),
      table_features_(features_of(kTableFeatures)) {
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context_.get(), options);
  cairo_font_options_destroy(options);
  pango_context_set_round_glyph_positions(context_.get(), FALSE);
  // Han characters have national shapes; without a language Pango would ask the machine's locale.
  pango_context_set_language(context_.get(), pango_language_from_string("en-us"));
}

// The layouts belong to the context, so they go first.
Canvas::~Canvas() {
  shaped_.clear();
  fonts_.clear();
}

PangoFontDescription* Canvas::font(const TextStyle& style) {
  const int key = static_cast<int>(std::lround(style.size_points * 100)) * 4 + static_cast<int>(style.weight);
  std::shared_ptr<PangoFontDescription>& slot = fonts_[key];
  if (!slot) {
    slot.reset(pango_font_description_new(), &pango_font_description_free);
    pango_font_description_set_family_static(slot.get(), kFontFamilies);
    pango_font_description_set_weight(slot.get(), pango_weight(style.weight));
    pango_font_description_set_absolute_size(slot.get(), style.size_points * PANGO_SCALE);
  }
  return slot.get();
}

std::shared_ptr<PangoLayout> Canvas::make_layout(std::string_view text, const TextStyle& style,
                                                 const TextBox& box) {
  std::shared_ptr<PangoLayout> layout(pango_layout_new(context_.get()), &g_object_unref);
  pango_layout_set_font_description(layout.get(), font(style));
  const bool in_table = style.size_points <= kTableTextMax;
  pango_layout_set_attributes(layout.get(), in_table ? table_features_.get() : text_features_.get());
  if (box.width > 0) {
    pango_layout_set_width(layout.get(), static_cast<int>(box.width * PANGO_SCALE));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(layout.get(), pango_alignment(box.align));
    if (box.lines_max > 0) {
      pango_layout_set_height(layout.get(), -box.lines_max);
      pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
    }
  }
  if (g_utf8_validate(text.data(), static_cast<gssize>(text.size()), nullptr)) {
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
  } else {
    const std::string valid = to_valid_utf8(text);
    pango_layout_set_text(layout.get(), valid.data(), static_cast<int>(valid.size()));
  }
  return layout;
}

Canvas::Shaped Canvas::shape(std::string_view text, const TextStyle& style, const TextBox& box) {
  std::string key;
  const bool recurs = text.size() <= kShapedTextBytesMax;
  if (recurs) {
    key = fmt::format("{}|{}|{}|{}|{}|{}", style.size_points, static_cast<int>(style.weight), box.width,
                      static_cast<int>(box.align), box.lines_max, text);
    if (const auto found = shaped_.find(key); found != shaped_.end()) return found->second;
  }
  Shaped shaped{.layout = make_layout(text, style, box), .size = {}};
  PangoRectangle logical;
  pango_layout_get_extents(shaped.layout.get(), nullptr, &logical);
  shaped.size = {static_cast<double>(logical.width) / PANGO_SCALE,
                 static_cast<double>(logical.height) / PANGO_SCALE};
  if (recurs) {
    if (shaped_.size() >= kShapedTextsMax) shaped_.clear();
    shaped_.emplace(std::move(key), shaped);
  }
  return shaped;
}

Size Canvas::text(std::string_view text, const TextStyle& style, const TextBox& box) {
  if (text.empty()) return {};
  const Shaped shaped = shape(text, style, box);
  double x = box.x;
  if (box.width <= 0 && box.align == Align::Right) x -= shaped.size.width;
  if (box.width <= 0 && box.align == Align::Center) x -= shaped.size.width / 2;
  set_color(style.color);
  cairo_move_to(cairo_.get(), x, box.y);
  pango_cairo_show_layout(cairo_.get(), shaped.layout.get());
  return shaped.size;
}

Size Canvas::measure(std::string_view text, const TextStyle& style, double width, int lines_max,
                     Align align) {
  if (text.empty()) return {};
  return shape(text, style, {.width = width, .align = align, .lines_max = lines_max}).size;
}

void Canvas::set_color(Color color) {
  cairo_set_source_rgb(cairo_.get(), static_cast<double>(color.rgb >> 16 & 0xFF) / 255,
                       static_cast<double>(color.rgb >> 8 & 0xFF) / 255,
                       static_cast<double>(color.rgb & 0xFF) / 255);
}

void Canvas::rounded_path(const Box& box, double radius) {
  cairo_t* cairo = cairo_.get();
  const double r = std::min({radius, box.width / 2, box.height / 2});
  if (r <= 0) {
    cairo_rectangle(cairo, box.x, box.y, box.width, box.height);
    return;
  }
  constexpr double kQuarter = std::numbers::pi / 2;
  cairo_new_sub_path(cairo);
  cairo_arc(cairo, box.x + box.width - r, box.y + r, r, -kQuarter, 0);
  cairo_arc(cairo, box.x + box.width - r, box.y + box.height - r, r, 0, kQuarter);
  cairo_arc(cairo, box.x + r, box.y + box.height - r, r, kQuarter, 2 * kQuarter);
  cairo_arc(cairo, box.x + r, box.y + r, r, 2 * kQuarter, 3 * kQuarter);
  cairo_close_path(cairo);
}

void Canvas::fill(const Box& box, Color color, double radius) {
  if (box.width <= 0 || box.height <= 0) return;
  set_color(color);
  rounded_path(box, radius);
  cairo_fill(cairo_.get());
}

void Canvas::outline(const Box& box, Color color, double line_width, double radius) {
  set_color(color);
  cairo_set_line_width(cairo_.get(), line_width);
  rounded_path(box, radius);
  cairo_stroke(cairo_.get());
}

void Canvas::line(double x1, double y1, double x2, double y2, Color color, double line_width) {
  set_color(color);
  cairo_set_line_width(cairo_.get(), line_width);
  cairo_move_to(cairo_.get(), x1, y1);
  cairo_line_to(cairo_.get(), x2, y2);
  cairo_stroke(cairo_.get());
}

void Canvas::disc(double x, double y, double radius, Color color) {
  set_color(color);
  // Text leaves a current point behind, from which an arc would draw a line.
  cairo_new_path(cairo_.get());
  cairo_arc(cairo_.get(), x, y, radius, 0, 2 * std::numbers::pi);
  cairo_fill(cairo_.get());
}

double Canvas::pill(std::string_view text, double x, double y, const TextStyle& style, Color background) {
  const Size size = measure(text, style);
  const double width = size.width + 2 * kPillPadding;
  fill({x, y, width, size.height + 3}, background, (size.height + 3) / 2);
  this->text(text, style, {.x = x + kPillPadding, .y = y + 1.5});
  return width;
}

void Canvas::tagged_box(const Box& box, const std::string& attributes) {
  const std::string whole =
      fmt::format("rect=[{:.2f} {:.2f} {:.2f} {:.2f}] {}", box.x, box.y, box.width, box.height, attributes);
  cairo_tag_begin(cairo_.get(), CAIRO_TAG_LINK, whole.c_str());
  cairo_tag_end(cairo_.get(), CAIRO_TAG_LINK);
}

void Canvas::link(const Box& box, std::string_view address) {
  if (is_web_address(address)) tagged_box(box, fmt::format("uri='{}'", escaped_for_tag(address)));
}

void Canvas::jump(const Box& box, std::string_view name) {
  tagged_box(box, fmt::format("dest='{}'", escaped_for_tag(name)));
}

void Canvas::mark(std::string_view name) {
  cairo_tag_begin(cairo_.get(), CAIRO_TAG_DEST, fmt::format("name='{}'", escaped_for_tag(name)).c_str());
  cairo_tag_end(cairo_.get(), CAIRO_TAG_DEST);
}

}  // namespace calltracker::report
