// SPDX-License-Identifier: MIT
#include "workbook/xls_reader.hpp"

#include <freexl.h>
#include <iconv.h>

#include <memory>
#include <new>
#include <string>

#include "base/text.hpp"
#include "workbook/cell_value.hpp"

namespace calltracker::workbook {
namespace {

std::string describe(int code) {
  return "FreeXL error " + std::to_string(code);
}

// Answers `code` of FreeXL: nothing for success, else the matching Error.
void check(int code, const ReadContext& context) {
  switch (code) {
    case FREEXL_OK:
      return;
    case FREEXL_INSUFFICIENT_MEMORY:
      throw std::bad_alloc();
    case FREEXL_FILE_NOT_FOUND:
      context.fail(Fault::FileUnreadable);
    case FREEXL_CFBF_READ_ERROR:
    case FREEXL_CFBF_SEEK_ERROR:
    case FREEXL_CFBF_EMPTY_FAT_CHAIN:
      context.fail(Fault::Truncated, describe(code));
    default:
      context.fail(Fault::Corrupt, describe(code));
  }
}

struct Closer {
  void operator()(const void* handle) const { freexl_close(handle); }
};
using Handle = std::unique_ptr<const void, Closer>;

Handle open_workbook(const char* path, const ReadContext& context) {
  const void* raw = nullptr;
  const int code = freexl_open(path, &raw);
  Handle handle(raw);
  check(code, context);
  unsigned int password = 0;
  check(freexl_get_info(handle.get(), FREEXL_BIFF_PASSWORD, &password), context);
  if (password == FREEXL_BIFF_OBFUSCATED) context.fail(Fault::Encrypted);
  return handle;
}

std::vector<Sheet> list_sheets(const void* handle, const ReadContext& context) {
  unsigned int count = 0;
  check(freexl_get_info(handle, FREEXL_BIFF_SHEET_COUNT, &count), context);
  if (count == 0) context.fail(Fault::Corrupt, "the workbook lists no sheets");
  std::vector<Sheet> sheets;
  for (unsigned int index = 0; index < count; ++index) {
    const char* name = nullptr;
    check(freexl_get_worksheet_name(handle, static_cast<unsigned short>(index), &name), context);
    sheets.push_back({index, name == nullptr ? std::string() : to_valid_utf8(name), true});
  }
  return sheets;
}

void fill_cell(Cell& cell, const FreeXL_CellValue& value) {
  switch (value.type) {
    case FREEXL_CELL_INT:
      cell.kind = CellKind::Number;
      cell.number = value.value.int_value;
      return;
    case FREEXL_CELL_DOUBLE:
      cell.kind = CellKind::Number;
      cell.number = value.value.double_value;
      return;
    case FREEXL_CELL_TEXT:
    case FREEXL_CELL_SST_TEXT:
    case FREEXL_CELL_DATE:
    case FREEXL_CELL_DATETIME:
    case FREEXL_CELL_TIME:
      if (value.value.text_value != nullptr) set_text(cell, value.value.text_value);
      return;
    default:
      return;
  }
}

void read_sheet(const void* handle, ReadContext& context) {
  unsigned int rows = 0;
  unsigned short columns = 0;
  check(freexl_worksheet_dimensions(handle, &rows, &columns), context);
  if (columns > 0) context.check_column(columns - 1U);
  for (unsigned int row = 0; row < rows; ++row) {
    context.place.row = row + 1;
    for (unsigned short column = 0; column < columns; ++column) {
      FreeXL_CellValue value;
      check(freexl_get_cell_value(handle, row, column, &value), context);
      if (value.type == FREEXL_CELL_NULL) continue;
      context.count_cell();
      Cell& cell = context.add_cell(column);
      fill_cell(cell, value);
      context.count_text(cell.text.size());
    }
    if (context.deliver(row + 1) == Flow::Stop) return;
    if (row % 1024 == 0) context.check_time();
  }
}

}  // namespace

std::vector<Sheet> list_xls_sheets(const char* path, ReadContext& context) {
  const Handle handle = open_workbook(path, context);
  return list_sheets(handle.get(), context);
}

void read_xls(const char* path, ReadContext& context) {
  const Handle handle = open_workbook(path, context);
  const std::vector<Sheet> sheets = list_sheets(handle.get(), context);
  context.check_requested(sheets);
  for (const Sheet& sheet : sheets) {
    if (!context.wants(sheet)) continue;
    context.begin_sheet(sheet);
    check(freexl_select_active_worksheet(handle.get(), static_cast<unsigned short>(sheet.index)), context);
    read_sheet(handle.get(), context);
    context.end_sheet({});
    if (context.stopped()) return;
  }
}

void preload_xls_character_sets() {
  for (const char* name :
       {"UTF-16LE", "CP437", "CP850", "CP852", "CP874", "CP932", "CP936", "CP949", "CP950", "CP1250",
        "CP1251", "CP1252", "CP1253", "CP1254", "CP1255", "CP1256", "CP1257", "CP1258", "MACINTOSH"}) {
    // Kept open on purpose: the tables stay loaded as long as a conversion uses them.
    iconv_open("UTF-8", name);
  }
}

}  // namespace calltracker::workbook
