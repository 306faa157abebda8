// SPDX-License-Identifier: MIT
#pragma once

// The descriptors that the parent of a reader process sets up for it, besides standard input and output.

namespace calltracker::workbook {

constexpr int kOrderDescriptor = 3;
constexpr int kSpillDescriptor = 4;

}  // namespace calltracker::workbook
