// SPDX-License-Identifier: MIT
#pragma once

// Which cell styles of an .xlsx show numbers as dates or durations: the only thing styles decide here.

#include <string>
#include <vector>

#include "workbook/number_format.hpp"
#include "workbook/read_context.hpp"
#include "workbook/zip_archive.hpp"

namespace calltracker::workbook {

// By the index that a cell's `s` attribute holds.
std::vector<NumberShape> read_style_shapes(const ZipArchive& archive, const std::string& part,
                                           ReadContext& context);

}  // namespace calltracker::workbook
