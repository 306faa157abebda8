// SPDX-License-Identifier: MIT
#pragma once

// Looks at a zip file's table of contents before any library does: bounds the number of entries and refuses
// those that share bytes, the trick of archives that unpack without end.

#include "workbook/limits.hpp"

namespace calltracker::workbook {

// Throws Truncated when there is no table of contents, Corrupt when entries overlap or lie outside the file,
// TooLarge when there are too many.
void check_zip_layout(int descriptor, const Limits& limits);

}  // namespace calltracker::workbook
