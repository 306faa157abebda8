// SPDX-License-Identifier: MIT
#include "report/excel/book.hpp"

#include <algorithm>
#include <chrono>

#include "base/text.hpp"
#include "report/palette.hpp"

namespace calltracker::report {
namespace {

constexpr std::size_t kCellBytesMax = 32'000;
constexpr std::size_t kAddressBytesMax = 2'000;
// The library holds every link in memory (and Excel refuses a sheet with more than 65,530); the rest stay
// text.
constexpr int kLinksMax = 5'000;
constexpr lxw_row_t kRowsMax = 1'048'576;
constexpr const char* kFont = "Calibri";

bool is_web_address(std::string_view address) {
  const bool printable =
      std::all_of(address.begin(), address.end(), [](char letter) { return letter > ' ' && letter < 127; });
  return printable && address.size() <= kAddressBytesMax &&
         (address.starts_with("https://") || address.starts_with("http://"));
}

bool needs_cleaning(std::string_view text) {
  return text.size() > kCellBytesMax || std::any_of(text.begin(), text.end(), [](char letter) {
           return static_cast<unsigned char>(letter) < 0x20 || static_cast<unsigned char>(letter) >= 0x80;
         });
}

}  // namespace

double excel_serial(UnixMillis time_ms, const TimeZone& zone) {
  const CivilTime time = zone.to_civil(time_ms);
  const std::chrono::year_month_day date{std::chrono::year(time.year), std::chrono::month(time.month),
                                         std::chrono::day(time.day)};
  constexpr int kUnixEpochSerial = 25'569;
  const int days = std::chrono::sys_days(date).time_since_epoch().count() + kUnixEpochSerial;
  return days + (time.hour * 3600 + time.minute * 60 + time.second) / 86'400.0;
}

std::string cell_text(std::string_view text) {
  std::string cleaned = to_valid_utf8(text);
  for (char& letter : cleaned) {
    const bool control = static_cast<unsigned char>(letter) < 0x20;
    if (control && letter != '\n' && letter != '\t') letter = ' ';
  }
  return std::string(truncate_utf8(cleaned, kCellBytesMax));
}

Book::Book(const std::filesystem::path& path, const TimeZone& zone) : zone_(zone) {
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  options.use_zip64 = LXW_FALSE;
  workbook_ = workbook_new_opt(path.c_str(), &options);

  const auto with_number_format = [this](const char* pattern) {
    lxw_format* format = add_format();
    format_set_num_format(format, pattern);
    return format;
  };
  formats_.text = add_format();
  formats_.wrapped = add_format();
  format_set_text_wrap(formats_.wrapped);
  formats_.strong = add_format();
  format_set_bold(formats_.strong);
  formats_.alarm = add_format();
  format_set_bold(formats_.alarm);
  format_set_font_color(formats_.alarm, kPoor.rgb);
  formats_.count = with_number_format("#,##0");
  formats_.score = with_number_format("0.0");
  format_set_align(formats_.score, LXW_ALIGN_CENTER);
  formats_.lead_score = with_number_format("0");
  format_set_align(formats_.lead_score, LXW_ALIGN_CENTER);
  formats_.percent = with_number_format("0%");
  formats_.money = with_number_format("$#,##0.00##");
  formats_.date_time = with_number_format("ddd mmm d, yyyy h:mm AM/PM");
  format_set_align(formats_.date_time, LXW_ALIGN_LEFT);
  formats_.duration = with_number_format("[m]:ss");
  formats_.link = add_format();
  format_set_font_color(formats_.link, kBlue.rgb);
  format_set_underline(formats_.link, LXW_UNDERLINE_SINGLE);

  formats_.header = add_format();
  format_set_bold(formats_.header);
  format_set_font_color(formats_.header, kWhite.rgb);
  format_set_bg_color(formats_.header, kBlue.rgb);
  format_set_align(formats_.header, LXW_ALIGN_VERTICAL_CENTER);
  format_set_text_wrap(formats_.header);
  formats_.band = add_format();
  format_set_bold(formats_.band);
  format_set_font_size(formats_.band, 16);
  format_set_font_color(formats_.band, kWhite.rgb);
  format_set_bg_color(formats_.band, kBrand.rgb);
  format_set_align(formats_.band, LXW_ALIGN_VERTICAL_CENTER);
  formats_.band_note = add_format();
  format_set_font_color(formats_.band_note, kBrandSoft.rgb);
  format_set_bg_color(formats_.band_note, kBrand.rgb);
  formats_.big_number = add_format();
  format_set_bold(formats_.big_number);
  format_set_font_size(formats_.big_number, 24);
  format_set_font_color(formats_.big_number, kBrand.rgb);
  format_set_bg_color(formats_.big_number, kSurface.rgb);
  format_set_align(formats_.big_number, LXW_ALIGN_CENTER);
  formats_.big_number_label = add_format();
  format_set_font_color(formats_.big_number_label, kMuted.rgb);
  format_set_bg_color(formats_.big_number_label, kSurface.rgb);
  format_set_align(formats_.big_number_label, LXW_ALIGN_CENTER);
}

// A book that was not closed has failed; closing it is how its memory and temporary files are given back.
Book::~Book() {
  if (workbook_ != nullptr) workbook_close(workbook_);
}

lxw_format* Book::add_format() {
  lxw_format* format = workbook_add_format(workbook_);
  format_set_font_name(format, kFont);
  format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
  return format;
}

lxw_worksheet* Book::add_sheet(std::string_view name) {
  lxw_worksheet* sheet = workbook_add_worksheet(workbook_, std::string(name).c_str());
  worksheet_gridlines(sheet, LXW_HIDE_ALL_GRIDLINES);
  return sheet;
}

std::optional<std::string> Book::close() {
  const lxw_error error = workbook_close(workbook_);
  workbook_ = nullptr;
  if (error == LXW_NO_ERROR) return std::nullopt;
  return lxw_strerror(error);
}

TableSheet::TableSheet(Book& book, std::string_view name, std::string_view title,
                       std::vector<SheetColumn> columns, lxw_col_t frozen_columns)
    : book_(book), sheet_(book.add_sheet(name)), columns_(std::move(columns)) {
  const Formats& formats = book_.formats();
  const auto count = static_cast<lxw_col_t>(columns_.size());
  for (lxw_col_t column = 0; column < count; ++column) {
    worksheet_set_column(sheet_, column, column, columns_[column].width_chars, nullptr);
  }
  worksheet_set_row(sheet_, 0, 30, nullptr);
  worksheet_write_string(sheet_, 0, 0, cell_text(title).c_str(), formats.band);
  for (lxw_col_t column = 1; column < count; ++column) worksheet_write_blank(sheet_, 0, column, formats.band);
  worksheet_set_row(sheet_, kHeaderRow, 32, nullptr);
  for (lxw_col_t column = 0; column < count; ++column) {
    worksheet_write_string(sheet_, kHeaderRow, column, std::string(columns_[column].title).c_str(),
                           formats.header);
  }
  worksheet_freeze_panes(sheet_, kFirstRow, frozen_columns);
  worksheet_set_landscape(sheet_);
  worksheet_set_paper(sheet_, 1);  // letter
  worksheet_fit_to_pages(sheet_, 1, 0);
  worksheet_repeat_rows(sheet_, 0, kHeaderRow);
}

bool TableSheet::next_row() {
  if (row_ + 1 >= kRowsMax) return false;
  ++row_;
  column_ = 0;
  return true;
}

void TableSheet::text(std::string_view text, lxw_format* format) {
  const lxw_col_t column = column_++;
  if (text.empty()) return;
  lxw_format* used = format != nullptr ? format : book_.formats().text;
  if (needs_cleaning(text)) {
    worksheet_write_string(sheet_, row_, column, cell_text(text).c_str(), used);
  } else {
    worksheet_write_string(sheet_, row_, column, std::string(text).c_str(), used);
  }
}

void TableSheet::number(const std::optional<double>& number, lxw_format* format) {
  const lxw_col_t column = column_++;
  if (number) worksheet_write_number(sheet_, row_, column, *number, format);
}

void TableSheet::count(std::int64_t count) {
  number(static_cast<double>(count), book_.formats().count);
}

void TableSheet::date_time(const std::optional<UnixMillis>& time_ms) {
  if (time_ms) {
    number(excel_serial(*time_ms, book_.zone()), book_.formats().date_time);
  } else {
    number(std::nullopt, nullptr);
  }
}

void TableSheet::link(const std::optional<std::string>& address, const char* title) {
  if (!address || !is_web_address(*address) || links_ >= kLinksMax) {
    text_if_any(address);
    return;
  }
  ++links_;
  worksheet_write_url_opt(sheet_, row_, column_++, address->c_str(), book_.formats().link, title, nullptr);
}

lxw_col_t TableSheet::column_of(std::string_view title) const {
  const auto found = std::find_if(columns_.begin(), columns_.end(),
                                  [title](const SheetColumn& column) { return column.title == title; });
  return static_cast<lxw_col_t>(found - columns_.begin());
}

void TableSheet::color_scores(std::string_view column_title) {
  if (rows_written() == 0) return;
  lxw_conditional_format scale{};
  scale.type = LXW_CONDITIONAL_3_COLOR_SCALE;
  scale.min_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER;
  scale.mid_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER;
  scale.max_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER;
  scale.min_value = 1;
  scale.mid_value = 5.5;
  scale.max_value = 10;
  scale.min_color = 0xF4A8A0;
  scale.mid_color = 0xFCE8B2;
  scale.max_color = 0x8FD3B3;
  const lxw_col_t column = column_of(column_title);
  worksheet_conditional_format_range(sheet_, kFirstRow, column, row_, column, &scale);
}

void TableSheet::finish() {
  const lxw_row_t last = std::max(row_, kHeaderRow);
  worksheet_autofilter(sheet_, kHeaderRow, 0, last, static_cast<lxw_col_t>(columns_.size() - 1));
}

}  // namespace calltracker::report
