// SPDX-License-Identifier: MIT
#include "report/pdf/document.hpp"

#include <fmt/format.h>

#include "base/error.hpp"

namespace calltracker::report {
namespace {

constexpr double kHeaderBaseline = 26;
constexpr double kFooterTop = kPageHeight - 34;

cairo_status_t write_to_stream(void* closure, const unsigned char* data, unsigned int length) {
  auto& stream = *static_cast<std::ostream*>(closure);
  stream.write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(length));
  return stream ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

}  // namespace

Document::Document(const std::filesystem::path& path, DocumentInfo info)
    : info_(std::move(info)),
      output_(path),
      surface_(
          cairo_pdf_surface_create_for_stream(&write_to_stream, &output_.stream(), kPageWidth, kPageHeight),
          &cairo_surface_destroy) {
  cairo_surface_t* surface = surface_.get();
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE,
                                 fmt::format("{} – {}", info_.title, info_.period).c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, info_.company.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, info_.label.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "calltracker");
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, info_.created_iso8601.c_str());
  canvas_ = std::make_unique<Canvas>(surface);
}

void Document::end_page() {
  if (page_ > 0) cairo_show_page(canvas_->cairo());
}

void Document::start_cover() {
  end_page();
  ++page_;
  y_ = kMargin;
}

void Document::start_page() {
  end_page();
  ++page_;
  y_ = kContentTop;
  draw_frame();
}

bool Document::ensure_room(double points) {
  if (room() >= points) return false;
  start_page();
  return true;
}

void Document::draw_frame() {
  Canvas& canvas = *canvas_;
  const TextStyle strong{.size_points = 7.5, .weight = Weight::SemiBold, .color = kBrand};
  const TextStyle quiet{.size_points = 7.5, .color = kMuted};
  canvas.fill({0, 0, kPageWidth, 5}, kBrand);
  const double company_width = canvas.text(info_.company, strong, {.x = kMargin, .y = kHeaderBaseline}).width;
  double x = kMargin + company_width + 8;
  x += canvas.text(section_, quiet, {.x = x, .y = kHeaderBaseline, .width = 200, .lines_max = 1}).width + 8;
  if (!info_.label.empty()) {
    canvas.pill(info_.label, x, kHeaderBaseline - 1.5,
                {.size_points = 6.8, .weight = Weight::SemiBold, .color = kFair}, kFairSoft);
  }
  canvas.text(info_.period, quiet, {.x = kPageWidth - kMargin, .y = kHeaderBaseline, .align = Align::Right});
  canvas.line(kMargin, 44, kPageWidth - kMargin, 44, kHairline);
  canvas.text(info_.footer, {.size_points = 7, .color = kFaint},
              {.x = kMargin, .y = kFooterTop, .width = kContentWidth - 60, .lines_max = 1});
  canvas.text(fmt::format("Page {}", page_), {.size_points = 7, .weight = Weight::SemiBold, .color = kMuted},
              {.x = kPageWidth - kMargin, .y = kFooterTop, .align = Align::Right});
}

void Document::start_section(std::string_view title, std::string_view lead, std::string_view anchor,
                             double points_needed) {
  section_ = title;
  if (page_ <= 1 || room() < points_needed) {
    start_page();
  } else {
    move_down(26);
  }
  canvas_->mark(anchor);
  section_bookmark_ = cairo_pdf_surface_add_outline(
      surface_.get(), CAIRO_PDF_OUTLINE_ROOT, std::string(title).c_str(),
      fmt::format("page={} pos=[0 {:.0f}]", page_, y_ - 10).c_str(), CAIRO_PDF_OUTLINE_FLAG_OPEN);
  y_ +=
      canvas_
          ->text(title, {.size_points = 19, .weight = Weight::Bold, .color = kBrand}, {.x = kMargin, .y = y_})
          .height;
  y_ += 2;
  y_ += canvas_
            ->text(lead, {.size_points = 9, .color = kMuted}, {.x = kMargin, .y = y_, .width = kContentWidth})
            .height;
  y_ += 12;
}

void Document::heading(std::string_view title) {
  y_ += canvas_
            ->text(title, {.size_points = 11, .weight = Weight::SemiBold, .color = kBrand},
                   {.x = kMargin, .y = y_, .width = kContentWidth, .lines_max = 1})
            .height;
  y_ += 6;
}

void Document::bookmark(std::string_view title) {
  cairo_pdf_surface_add_outline(surface_.get(), section_bookmark_, std::string(title).c_str(),
                                fmt::format("page={} pos=[0 {:.0f}]", page_, y_ - 10).c_str(),
                                static_cast<cairo_pdf_outline_flags_t>(0));
}

void Document::finish() {
  end_page();
  const cairo_status_t drawn = cairo_status(canvas_->cairo());
  canvas_.reset();
  cairo_surface_finish(surface_.get());
  const cairo_status_t written = cairo_surface_status(surface_.get());
  const cairo_status_t status = drawn != CAIRO_STATUS_SUCCESS ? drawn : written;
  if (status != CAIRO_STATUS_SUCCESS && status != CAIRO_STATUS_WRITE_ERROR) {
    throw Error({.kind = ErrorKind::Internal,
                 .code = "report-drawing",
                 .message = "the PDF could not be drawn",
                 .found = cairo_status_to_string(status),
                 .state = "no part of the report was left behind"});
  }
  output_.commit();
}

}  // namespace calltracker::report
