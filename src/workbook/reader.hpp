// SPDX-License-Identifier: MIT
#pragma once

// Reads a workbook of any accepted format, row by row, in this process.
//
// For files that strangers may have made use reader_process.hpp, which does the same in a process that can do
// no harm. Every failure is an Error with a code of fault.hpp; rows already handed to the sink before one are
// to be thrown away.

#include <string>
#include <vector>

#include "workbook/format.hpp"
#include "workbook/read_context.hpp"

namespace calltracker::workbook {

// An open file that is a regular, readable one. Closes itself.
class WorkbookFile {
 public:
  // Throws FileNotFound, FileIsDirectory or FileUnreadable.
  explicit WorkbookFile(const std::string& path);
  ~WorkbookFile();
  WorkbookFile(const WorkbookFile&) = delete;
  WorkbookFile& operator=(const WorkbookFile&) = delete;

  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

// Where the bytes of a workbook are, and what a reader may use besides.
struct OpenWorkbook {
  int descriptor = -1;
  const char* path = nullptr;  // the same file, for readers that insist on a path
  int spill_descriptor = -1;   // see StringTable
};

Format detect_format(const std::string& path);
std::vector<Sheet> list_sheets(const std::string& path, const Limits& limits = {});

// Throws SheetNotFound for a requested sheet that is not there, SheetEmpty when there was not one row.
ReadSummary read_workbook(const std::string& path, const ReadRequest& request, RowSink& sink);

// The same for a file that is open. Errors do not name the file.
std::vector<Sheet> list_sheets(const OpenWorkbook& file, const Limits& limits);
ReadSummary read_workbook(const OpenWorkbook& file, const ReadRequest& request, RowSink& sink);

// The last segment of a path: what a person calls the file.
std::string file_name_of(const std::string& path);

}  // namespace calltracker::workbook
