// SPDX-License-Identifier: MIT
#pragma once

// What kind of workbook a file is, by its content. Its name does not matter.

#include <string_view>

#include "workbook/limits.hpp"

namespace calltracker::workbook {

enum class Format { Xlsx, Xls, Ods, Csv };

std::string_view name_of(Format format);

// Throws NotAWorkbook, FormatUnsupported or Encrypted and says what was found instead ("a PDF document");
// FileEmpty for a file without content.
Format detect_format(int descriptor, const Limits& limits);

}  // namespace calltracker::workbook
