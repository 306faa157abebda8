// SPDX-License-Identifier: MIT
#pragma once

// Reads .ods in one pass over content.xml, in memory bounded by one row.
//
// A row or cell that says it is repeated a million times is repeated only if it has a value, and then every
// copy counts against the limits.

#include <vector>

#include "workbook/read_context.hpp"
#include "workbook/zip_archive.hpp"

namespace calltracker::workbook {

// Throws Encrypted when the package needs a password.
void read_ods(const ZipArchive& archive, ReadContext& context);

std::vector<Sheet> list_ods_sheets(const ZipArchive& archive, ReadContext& context);

}  // namespace calltracker::workbook
