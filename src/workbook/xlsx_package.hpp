// SPDX-License-Identifier: MIT
#pragma once

// The skeleton of an .xlsx package: which part is the workbook, which sheets it lists and where their parts
// are.

#include <string>
#include <string_view>
#include <vector>

#include "workbook/read_context.hpp"
#include "workbook/zip_archive.hpp"

namespace calltracker::workbook {

struct XlsxSheet {
  Sheet sheet;
  std::string part;  // empty for sheets without cells: charts, dialogs, macros
};

struct XlsxPackage {
  std::vector<XlsxSheet> sheets;  // in the order of the tabs
  std::string shared_strings_part;
  std::string styles_part;
  bool date_1904 = false;
};

XlsxPackage read_xlsx_package(const ZipArchive& archive, ReadContext& context);

// The main part of an Office package as its root relationships name it; empty when there is none.
std::string find_office_part(const ZipArchive& archive, ReadContext& context);

// The part that a relationship of `source_part` points to: absolute from "/", else relative to its folder.
std::string resolve_part(std::string_view source_part, std::string_view target);

}  // namespace calltracker::workbook
