// SPDX-License-Identifier: MIT
#pragma once

// Reads .xls (Excel 97-2003 and before) with FreeXL, which loads the whole file.
//
// FreeXL reads beyond its buffers on some hostile files: what strangers send belongs in the isolated process
// only. FreeXL can open a damaged file and then refuse every question about it, so each of its answers is
// checked: an error is an Error, never an empty sheet. Dates arrive as text, as FreeXL formats them; merged
// cells and hidden sheets are not reported.

#include <vector>

#include "workbook/read_context.hpp"

namespace calltracker::workbook {

// `path` is handed to FreeXL as this very pointer, which a sandbox may rely on.
void read_xls(const char* path, ReadContext& context);

std::vector<Sheet> list_xls_sheets(const char* path, ReadContext& context);

// Loads the character set tables that FreeXL may ask for, before a sandbox forbids opening files.
void preload_xls_character_sets();

}  // namespace calltracker::workbook
