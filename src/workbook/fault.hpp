// SPDX-License-Identifier: MIT
#pragma once

// Every way in which a file can fail to be a readable workbook, each with a stable code, a sentence and a way
// out.

#include <string>

#include "base/error.hpp"

namespace calltracker::workbook {

enum class Fault {
  FileNotFound,
  FileIsDirectory,
  FileEmpty,
  FileUnreadable,
  NotAWorkbook,
  FormatUnsupported,
  Truncated,
  Encrypted,
  Corrupt,
  XmlForbidden,
  TooLarge,
  TooManyRows,
  TooManyCells,
  TooManyColumns,
  TooSlow,
  OutOfMemory,
  NoTemporarySpace,
  SheetNotFound,
  SheetEmpty,
  ReaderCrashed,
  ReaderUnavailable,
};

// `where` is the place inside the file ("sheet Calls, row 7"), `found` what was seen there; both may be
// empty.
Error make_error(Fault fault, std::string where, std::string found);

// The same error with the file named before the place inside it.
Error in_file(const Error& error, const std::string& file_name);

}  // namespace calltracker::workbook
