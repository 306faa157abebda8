// SPDX-License-Identifier: MIT
#pragma once

// A letter-size PDF in the making: pages with a running header and footer, bookmarks, and a cursor that moves
// down the page. Sections ask for room and go on where the document says.

#include <cairo-pdf.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "report/output_file.hpp"
#include "report/pdf/canvas.hpp"

namespace calltracker::report {

inline constexpr double kPageWidth = 612;
inline constexpr double kPageHeight = 792;
inline constexpr double kMargin = 44;
inline constexpr double kContentWidth = kPageWidth - 2 * kMargin;
inline constexpr double kContentTop = 62;
inline constexpr double kContentBottom = kPageHeight - 50;

struct DocumentInfo {
  std::string title;    // "Call report"
  std::string company;  // the running header's left side
  std::string period;   // its right side
  std::string label;    // what kind of results these are, in every header; "" for none
  std::string footer;   // left of the page number
  std::string created_iso8601;
};

class Document {
 public:
  Document(const std::filesystem::path& path, DocumentInfo info);

  const DocumentInfo& info() const { return info_; }
  Canvas& canvas() { return *canvas_; }
  int page() const { return page_; }

  // The vertical position of the next thing to draw.
  double y() const { return y_; }
  void move_down(double points) { y_ += points; }
  void move_to(double y) { y_ = y; }
  double room() const { return kContentBottom - y_; }

  // A page without header and footer, for the cover.
  void start_cover();
  // A page of the section; the section's title goes into the header.
  void start_page();
  // Starts a new page unless `points` are left. True when it did.
  bool ensure_room(double points);

  // Opens a section with a large title, a sentence below it and a bookmark; `anchor` is its jump target. A
  // section starts a page of its own unless `points_needed` are left on this one.
  void start_section(std::string_view title, std::string_view lead, std::string_view anchor,
                     double points_needed = kPageHeight);
  void heading(std::string_view title);
  // A bookmark one level below the section's.
  void bookmark(std::string_view title);

  // Writes the file; without it nothing is left. Throws Error{Storage, "output-…"}.
  void finish();

 private:
  void draw_frame();
  void end_page();

  DocumentInfo info_;
  OutputStream output_;  // before the surface, which writes what it still holds when it dies
  std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface_;
  std::unique_ptr<Canvas> canvas_;
  int page_ = 0;
  int section_bookmark_ = 0;
  double y_ = kContentTop;
  std::string section_;
};

}  // namespace calltracker::report
