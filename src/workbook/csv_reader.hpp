// SPDX-License-Identifier: MIT
#pragma once

// Reads delimited text: .csv, .tsv and what is called so. It is one sheet without a name, and every cell is
// text.
//
// UTF-8, UTF-16 (with or without a byte order mark) and Windows-1252 are told apart by looking at the whole
// file; a row's number counts records, blank ones too, as a spreadsheet program would show it.

#include "workbook/read_context.hpp"
#include "workbook/text_decoder.hpp"

namespace calltracker::workbook {

void read_csv(int descriptor, ReadContext& context);

// Over the whole file. Text that is mostly valid UTF-8 with a few broken places is UTF-8.
DetectedEncoding detect_file_encoding(int descriptor);

}  // namespace calltracker::workbook
