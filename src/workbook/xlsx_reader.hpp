// SPDX-License-Identifier: MIT
#pragma once

// Reads .xlsx and .xlsm: one pass over each wanted sheet, in memory bounded by one row and the shared
// strings.

#include <vector>

#include "workbook/read_context.hpp"
#include "workbook/zip_archive.hpp"

namespace calltracker::workbook {

// `spill_descriptor`: see StringTable.
void read_xlsx(const ZipArchive& archive, int spill_descriptor, ReadContext& context);

std::vector<Sheet> list_xlsx_sheets(const ZipArchive& archive, ReadContext& context);

}  // namespace calltracker::workbook
