// SPDX-License-Identifier: MIT
#pragma once

// Takes from the calling process what reading a workbook does not need: files, network, programs, memory and
// time without bound. There is no way back.

#include "workbook/limits.hpp"

namespace calltracker::workbook {

// The only path that may still be opened, and only through this very pointer: the file on standard input.
// FreeXL takes nothing but a path.
extern const char kSandboxedInputPath[];

// Throws ReaderUnavailable when the kernel refuses any part of it. `may_spill` permits one file that is open
// already to grow as far as the text of a workbook may.
void enter_sandbox(const Limits& limits, bool may_spill);

}  // namespace calltracker::workbook
