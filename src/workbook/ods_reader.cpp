// SPDX-License-Identifier: MIT
#include "workbook/ods_reader.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "workbook/cell_reference.hpp"
#include "workbook/ods_cell.hpp"
#include "workbook/xml_scanner.hpp"

namespace calltracker::workbook {
namespace {

constexpr const char* kContentPart = "content.xml";
constexpr const char* kManifestPart = "META-INF/manifest.xml";

std::uint32_t count_attribute(XmlScanner& scanner, std::string_view name) {
  const std::string_view text = scanner.attribute(XmlSpace::OdfTable, name).value_or("1");
  std::uint32_t count = 1;
  const auto [stop, failure] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (failure == std::errc::result_out_of_range) return UINT32_MAX;
  return failure == std::errc() && stop == text.data() + text.size() && count > 0 ? count : 1;
}

void refuse_encrypted(const ZipArchive& archive, ReadContext& context) {
  if (!archive.contains(kManifestPart)) return;
  const auto bytes = archive.open(kManifestPart, context);
  XmlScanner scanner(*bytes, context.place, context.limits().nesting);
  for (XmlToken token = scanner.next(); token != XmlToken::Done; token = scanner.next()) {
    if (token == XmlToken::Start && scanner.name() == "encryption-data") context.fail(Fault::Encrypted);
  }
  context.place = {};
}

// Table styles come before the tables; one that says display="false" hides its sheets.
class HiddenStyles {
 public:
  void see_start(XmlScanner& scanner) {
    if (scanner.at(XmlSpace::OdfStyle, "style")) {
      style_ = scanner.attribute(XmlSpace::OdfStyle, "name").value_or("");
    } else if (scanner.at(XmlSpace::OdfStyle, "table-properties") &&
               scanner.attribute(XmlSpace::OdfTable, "display").value_or("true") == "false") {
      hidden_.insert(style_);
    }
  }
  bool hides(const std::string& style) const { return hidden_.contains(style); }

 private:
  std::string style_;
  std::set<std::string> hidden_;
};

class TableReader {
 public:
  TableReader(XmlScanner& scanner, ReadContext& context) : scanner_(scanner), context_(context) {}

  // After the Start of table:table. Stops early when no more rows are wanted, and passes over the rest.
  std::vector<MergedRange> read() {
    const std::size_t outer = scanner_.depth() - 1;
    bool wanted = true;
    while (scanner_.depth() > outer) {
      if (scanner_.next() != XmlToken::Start) continue;
      if (!wanted || scanner_.space() != XmlSpace::OdfTable) {
        scanner_.skip_element();
      } else if (scanner_.name() == "table-row") {
        wanted = read_row() == Flow::Continue;
        if (context_.stopped()) break;
      } else if (scanner_.name() != "table-rows" && scanner_.name() != "table-row-group" &&
                 scanner_.name() != "table-header-rows") {
        scanner_.skip_element();
      }
    }
    return std::move(merged_);
  }

 private:
  Flow read_row() {
    context_.count_cell();
    const std::uint32_t repeated = count_attribute(scanner_, "number-rows-repeated");
    context_.place.row = next_row_;
    column_ = 0;
    const std::size_t outer = scanner_.depth() - 1;
    while (scanner_.depth() > outer) {
      if (scanner_.next() != XmlToken::Start) continue;
      if (scanner_.at(XmlSpace::OdfTable, "table-cell")) {
        read_cells();
      } else if (scanner_.at(XmlSpace::OdfTable, "covered-table-cell")) {
        skip_columns(count_attribute(scanner_, "number-columns-repeated"));
        scanner_.skip_element();
      } else {
        scanner_.skip_element();
      }
    }
    return deliver(repeated);
  }

  void read_cells() {
    context_.count_cell();
    const std::uint32_t repeated = count_attribute(scanner_, "number-columns-repeated");
    note_merged(count_attribute(scanner_, "number-columns-spanned"),
                count_attribute(scanner_, "number-rows-spanned"));
    const Cell cell = read_ods_cell(scanner_, context_);
    if (cell.kind == CellKind::Empty) {
      skip_columns(repeated);
      return;
    }
    for (std::uint32_t copy = 0; copy < repeated; ++copy) {
      context_.check_column(column_);
      if (copy > 0) context_.count_cell();
      Cell& added = context_.add_cell(column_);
      context_.count_text(cell.text.size());
      added = cell;
      added.column = column_++;
    }
  }

  void note_merged(std::uint32_t columns, std::uint32_t rows) {
    if (columns <= 1 && rows <= 1) return;
    const std::uint64_t last_column = std::uint64_t{column_} + columns - 1;
    const std::uint64_t last_row = std::uint64_t{next_row_} + rows - 1;
    if (last_column >= kSheetColumns || last_row > kSheetRows)
      context_.fail(Fault::Corrupt, "a merged cell outside the sheet");
    merged_.push_back(
        {next_row_, column_, static_cast<std::uint32_t>(last_row), static_cast<std::uint32_t>(last_column)});
  }

  void skip_columns(std::uint32_t count) { column_ += std::min(count, UINT32_MAX - column_); }

  Flow deliver(std::uint32_t repeated) {
    const std::vector<Cell> cells = repeated > 1 ? context_.row().cells : std::vector<Cell>();
    const bool has_value = !context_.row().cells.empty();
    if (!has_value) {
      next_row_ += std::min(repeated, UINT32_MAX - next_row_);
      return Flow::Continue;
    }
    for (std::uint32_t copy = 0; copy < repeated; ++copy) {
      if (next_row_ > kSheetRows) context_.fail(Fault::Corrupt, "a row beyond " + std::to_string(kSheetRows));
      if (copy > 0) {
        context_.row().cells = cells;
        for (const Cell& cell : cells) {
          context_.count_cell();
          context_.count_text(cell.text.size());
        }
      }
      if (context_.deliver(next_row_++) == Flow::Stop) return Flow::Stop;
    }
    return Flow::Continue;
  }

  XmlScanner& scanner_;
  ReadContext& context_;
  std::vector<MergedRange> merged_;
  std::uint32_t next_row_ = 1;
  std::uint32_t column_ = 0;
};

// Calls visit(sheet) after the Start of every table of the document. The visitor has to consume the table and
// returns false to end the walk.
template <typename Visit>
void for_each_table(const ZipArchive& archive, ReadContext& context, Visit visit) {
  const auto bytes = archive.open(kContentPart, context);
  XmlScanner scanner(*bytes, context.place, context.limits().nesting);
  HiddenStyles hidden;
  std::uint32_t index = 0;
  for (XmlToken token = scanner.next(); token != XmlToken::Done; token = scanner.next()) {
    if (token != XmlToken::Start) continue;
    hidden.see_start(scanner);
    if (!scanner.at(XmlSpace::OdfTable, "table")) continue;
    if (index == context.limits().sheets) context.fail(Fault::TooLarge, "too many sheets");
    Sheet sheet;
    sheet.index = index++;
    sheet.name = to_valid_utf8(scanner.attribute(XmlSpace::OdfTable, "name").value_or(""));
    sheet.visible =
        !hidden.hides(std::string(scanner.attribute(XmlSpace::OdfTable, "style-name").value_or("")));
    if (!visit(scanner, sheet)) return;
  }
  context.place = {};
}

}  // namespace

std::vector<Sheet> list_ods_sheets(const ZipArchive& archive, ReadContext& context) {
  refuse_encrypted(archive, context);
  std::vector<Sheet> sheets;
  for_each_table(archive, context, [&](XmlScanner& scanner, const Sheet& sheet) {
    sheets.push_back(sheet);
    scanner.skip_element();
    return true;
  });
  return sheets;
}

void read_ods(const ZipArchive& archive, ReadContext& context) {
  refuse_encrypted(archive, context);
  std::vector<Sheet> sheets;
  for_each_table(archive, context, [&](XmlScanner& scanner, const Sheet& sheet) {
    sheets.push_back(sheet);
    if (!context.wants(sheet)) {
      scanner.skip_element();
      return true;
    }
    context.begin_sheet(sheet);
    context.place.part = kContentPart;
    context.end_sheet(TableReader(scanner, context).read());
    context.place.part = kContentPart;
    return !context.stopped();
  });
  if (!context.stopped()) context.check_requested(sheets);
}

}  // namespace calltracker::workbook
