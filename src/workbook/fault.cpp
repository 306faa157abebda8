// SPDX-License-Identifier: MIT
#include "workbook/fault.hpp"

#include <utility>

namespace calltracker::workbook {
namespace {

struct Entry {
  ErrorKind kind;
  const char* code;
  const char* message;
  const char* hint;
};

constexpr const char* kSaveAgain = "open it in a spreadsheet program and save it again as .xlsx";
constexpr const char* kSplit = "split the file, or remove the sheets and columns that are not needed";

Entry file_entry(Fault fault) {
  switch (fault) {
    case Fault::FileNotFound:
      return {ErrorKind::Input, "file-not-found", "the file does not exist", "check the path"};
    case Fault::FileIsDirectory:
      return {ErrorKind::Input, "file-is-directory", "the path names a directory, not a file",
              "give the path of one .xlsx, .xls, .ods or .csv file"};
    case Fault::FileEmpty:
      return {ErrorKind::Input, "file-empty", "the file has no content", "export or upload it again"};
    default:
      return {ErrorKind::Input, "file-unreadable", "the file cannot be read",
              "check that it exists and that this user may read it"};
  }
}

Entry limit_entry(Fault fault) {
  switch (fault) {
    case Fault::TooManyRows:
      return {ErrorKind::Input, "workbook-too-many-rows", "the workbook has more rows than are accepted",
              kSplit};
    case Fault::TooManyCells:
      return {ErrorKind::Input, "workbook-too-many-cells", "the workbook has more cells than are accepted",
              kSplit};
    case Fault::TooManyColumns:
      return {ErrorKind::Input, "workbook-too-many-columns",
              "the workbook has more columns than are accepted", kSplit};
    case Fault::TooSlow:
      return {ErrorKind::Input, "workbook-too-slow", "reading the workbook took longer than is allowed",
              kSplit};
    case Fault::OutOfMemory:
      return {ErrorKind::Input, "workbook-out-of-memory",
              "reading the workbook needs more memory than is allowed", kSplit};
    default:
      return {ErrorKind::Input, "workbook-too-large", "the workbook is larger than is accepted", kSplit};
  }
}

Entry entry_of(Fault fault) {
  switch (fault) {
    case Fault::NotAWorkbook:
      return {ErrorKind::Input, "workbook-not-a-workbook", "the file is not a workbook",
              "export the calls as .xlsx, .xls, .ods or .csv"};
    case Fault::FormatUnsupported:
      return {ErrorKind::Input, "workbook-format-unsupported", "this kind of workbook cannot be read",
              kSaveAgain};
    case Fault::Truncated:
      return {ErrorKind::Input, "workbook-truncated", "the file ends too early",
              "download or upload it again"};
    case Fault::Encrypted:
      return {ErrorKind::Input, "workbook-encrypted", "the workbook is protected by a password",
              "remove the password in a spreadsheet program and save it again"};
    case Fault::Corrupt:
      return {ErrorKind::Input, "workbook-corrupt", "the workbook is damaged", kSaveAgain};
    case Fault::XmlForbidden:
      return {ErrorKind::Input, "workbook-xml-forbidden",
              "the workbook declares its own XML document type, which no spreadsheet program writes",
              kSaveAgain};
    case Fault::SheetNotFound:
      return {ErrorKind::Input, "workbook-sheet-not-found", "the workbook has no such sheet",
              "name one of the sheets that were found"};
    case Fault::SheetEmpty:
      return {ErrorKind::Input, "workbook-sheet-empty", "there is not one filled cell to read",
              "check that the right file and sheet were chosen"};
    case Fault::NoTemporarySpace:
      return {ErrorKind::Storage, "workbook-no-temporary-space",
              "there is no room for the temporary copy of the workbook's text",
              "free space in the temporary directory or set TMPDIR"};
    case Fault::ReaderCrashed:
      return {ErrorKind::Input, "workbook-reader-crashed",
              "the workbook made its reader fail; nothing else was affected", kSaveAgain};
    case Fault::ReaderUnavailable:
      return {ErrorKind::Internal, "workbook-reader-unavailable",
              "the isolated workbook reader cannot be started",
              "check that the program's own file can be executed and that the kernel offers seccomp"};
    case Fault::FileNotFound:
    case Fault::FileIsDirectory:
    case Fault::FileEmpty:
    case Fault::FileUnreadable:
      return file_entry(fault);
    case Fault::TooLarge:
    case Fault::TooManyRows:
    case Fault::TooManyCells:
    case Fault::TooManyColumns:
    case Fault::TooSlow:
    case Fault::OutOfMemory:
      return limit_entry(fault);
  }
  return limit_entry(fault);
}

}  // namespace

Error make_error(Fault fault, std::string where, std::string found) {
  const Entry entry = entry_of(fault);
  ErrorDetails details;
  details.kind = entry.kind;
  details.code = entry.code;
  details.message = entry.message;
  details.hint = entry.hint;
  details.where = std::move(where);
  details.found = std::move(found);
  return Error(std::move(details));
}

Error in_file(const Error& error, const std::string& file_name) {
  const std::string& inside = error.details().where;
  return error.with_where(inside.empty() ? file_name : file_name + ", " + inside);
}

}  // namespace calltracker::workbook
