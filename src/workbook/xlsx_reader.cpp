// SPDX-License-Identifier: MIT
#include "workbook/xlsx_reader.hpp"

#include <charconv>
#include <string>

#include "workbook/cell_reference.hpp"
#include "workbook/cell_value.hpp"
#include "workbook/string_table.hpp"
#include "workbook/xlsx_package.hpp"
#include "workbook/xlsx_strings.hpp"
#include "workbook/xlsx_styles.hpp"
#include "workbook/xml_scanner.hpp"

namespace calltracker::workbook {
namespace {

enum class StoredAs { Number, SharedString, FormulaString, InlineString, Boolean, Error, IsoDate, Unknown };

StoredAs stored_as(std::string_view type) {
  if (type.empty() || type == "n") return StoredAs::Number;
  if (type == "s") return StoredAs::SharedString;
  if (type == "str") return StoredAs::FormulaString;
  if (type == "inlineStr") return StoredAs::InlineString;
  if (type == "b") return StoredAs::Boolean;
  if (type == "e") return StoredAs::Error;
  return type == "d" ? StoredAs::IsoDate : StoredAs::Unknown;
}

std::uint32_t parse_index(std::string_view text, std::uint32_t fallback) {
  std::uint32_t index = 0;
  const auto [stop, failure] = std::from_chars(text.data(), text.data() + text.size(), index);
  return failure == std::errc() && stop == text.data() + text.size() ? index : fallback;
}

class SheetReader {
 public:
  SheetReader(XmlScanner& scanner, ReadContext& context, StringTable& strings,
              const std::vector<NumberShape>& shapes, bool date_1904)
      : scanner_(scanner), context_(context), strings_(strings), shapes_(shapes), date_1904_(date_1904) {}

  std::vector<MergedRange> read() {
    for (XmlToken token = scanner_.next(); token != XmlToken::Done; token = scanner_.next()) {
      if (token != XmlToken::Start) continue;
      if (scanner_.at_sheet_element("row")) {
        if (read_row() == Flow::Stop) break;
      } else if (scanner_.at_sheet_element("mergeCell")) {
        context_.count_cell();
        const auto range = parse_range(scanner_.attribute("ref").value_or(""));
        if (range) merged_.push_back(*range);
      }
    }
    return std::move(merged_);
  }

 private:
  Flow read_row() {
    context_.count_cell();
    const std::string_view number = scanner_.attribute("r").value_or("");
    const std::uint32_t row = number.empty() ? row_ + 1 : parse_index(number, 0);
    context_.place.row = row;
    if (row == 0 || row > kSheetRows) context_.fail(Fault::Corrupt, "the row number " + std::string(number));
    if (row <= row_) context_.fail(Fault::Corrupt, "a row that follows row " + std::to_string(row_));
    row_ = row;
    next_column_ = 0;
    const std::size_t outer = scanner_.depth() - 1;
    while (scanner_.depth() > outer) {
      const XmlToken token = scanner_.next();
      if (token == XmlToken::Start && scanner_.at_sheet_element("c")) {
        read_cell();
      } else if (token == XmlToken::Start) {
        scanner_.skip_element();
      }
    }
    return context_.deliver(row_);
  }

  void read_cell() {
    context_.count_cell();
    const std::uint32_t column = read_column();
    next_column_ = column + 1;
    const StoredAs stored = stored_as(scanner_.attribute("t").value_or(""));
    const std::uint32_t style = parse_index(scanner_.attribute("s").value_or("0"), 0);

    value_.clear();
    inline_.clear();
    const std::size_t outer = scanner_.depth() - 1;
    while (scanner_.depth() > outer) {
      if (scanner_.next() != XmlToken::Start) continue;
      if (scanner_.at_sheet_element("v")) {
        read_value();
      } else if (scanner_.at_sheet_element("is")) {
        read_string_item(scanner_, context_, inline_);
      } else {
        scanner_.skip_element();
      }
    }
    if (value_.empty() && inline_.empty()) return;
    Cell& cell = context_.add_cell(column);
    fill_cell(cell, stored, style);
    context_.count_text(cell.text.size());
  }

  std::uint32_t read_column() {
    const auto reference = scanner_.attribute("r");
    std::uint32_t column = next_column_;
    if (reference) {
      const auto parsed = parse_reference(*reference);
      if (!parsed)
        context_.fail(Fault::Corrupt, "the cell reference \"" + std::string(reference->substr(0, 40)) + "\"");
      column = parsed->column;
    } else if (column >= kSheetColumns) {
      context_.fail(Fault::Corrupt, "a cell beyond column XFD");
    }
    context_.check_column(column);
    return column;
  }

  void read_value() {
    const std::size_t outer = scanner_.depth() - 1;
    while (scanner_.depth() > outer) {
      if (scanner_.next() == XmlToken::Text) context_.append_text(value_, scanner_.text());
    }
  }

  void fill_cell(Cell& cell, StoredAs stored, std::uint32_t style) {
    if (!inline_.empty()) {
      set_text(cell, inline_);
      return;
    }
    switch (stored) {
      case StoredAs::Number:
        set_number(cell, value_, style < shapes_.size() ? shapes_[style] : NumberShape::Plain, date_1904_);
        return;
      case StoredAs::SharedString:
        fill_shared(cell);
        return;
      case StoredAs::Boolean:
        set_boolean(cell, value_);
        return;
      case StoredAs::Error:
        set_text(cell, value_);
        cell.kind = CellKind::Error;
        return;
      case StoredAs::IsoDate:
        fill_date(cell);
        return;
      case StoredAs::FormulaString:
        decode_escapes(value_, 0);
        set_text(cell, value_);
        return;
      case StoredAs::InlineString:
      case StoredAs::Unknown:
        set_text(cell, value_);
        return;
    }
  }

  void fill_shared(Cell& cell) {
    std::uint64_t index = 0;
    const auto [stop, failure] = std::from_chars(value_.data(), value_.data() + value_.size(), index);
    if (failure != std::errc() || stop != value_.data() + value_.size()) {
      set_text(cell, value_);
      return;
    }
    if (index >= strings_.size()) {
      context_.fail(Fault::Corrupt, "column " + column_letters(cell.column) + " names the shared string " +
                                        value_ + " of " + std::to_string(strings_.size()));
    }
    set_text(cell, strings_.at(index));
  }

  void fill_date(Cell& cell) {
    const auto serial = parse_iso_serial(value_);
    if (!serial) {
      set_text(cell, value_);
      return;
    }
    cell.kind = CellKind::Date;
    cell.number = *serial;
  }

  XmlScanner& scanner_;
  ReadContext& context_;
  StringTable& strings_;
  const std::vector<NumberShape>& shapes_;
  bool date_1904_;
  std::vector<MergedRange> merged_;
  std::uint32_t row_ = 0;
  std::uint32_t next_column_ = 0;
  std::string value_;
  std::string inline_;
};

}  // namespace

std::vector<Sheet> list_xlsx_sheets(const ZipArchive& archive, ReadContext& context) {
  std::vector<Sheet> sheets;
  for (XlsxSheet& listed : read_xlsx_package(archive, context).sheets)
    sheets.push_back(std::move(listed.sheet));
  return sheets;
}

void read_xlsx(const ZipArchive& archive, int spill_descriptor, ReadContext& context) {
  const XlsxPackage package = read_xlsx_package(archive, context);
  std::vector<Sheet> sheets;
  for (const XlsxSheet& listed : package.sheets) sheets.push_back(listed.sheet);
  context.check_requested(sheets);

  std::vector<NumberShape> shapes;
  if (archive.contains(package.styles_part))
    shapes = read_style_shapes(archive, package.styles_part, context);
  StringTable strings(context.limits().shared_string_memory_bytes, spill_descriptor);
  if (archive.contains(package.shared_strings_part)) {
    read_shared_strings(archive, package.shared_strings_part, context, strings);
  }
  for (const XlsxSheet& listed : package.sheets) {
    if (!context.wants(listed.sheet) || listed.part.empty()) continue;
    context.begin_sheet(listed.sheet);
    const auto bytes = archive.open(listed.part, context);
    XmlScanner scanner(*bytes, context.place, context.limits().nesting);
    context.end_sheet(SheetReader(scanner, context, strings, shapes, package.date_1904).read());
    if (context.stopped()) return;
  }
}

}  // namespace calltracker::workbook
