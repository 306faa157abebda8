// SPDX-License-Identifier: MIT
#include "workbook/reader.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <new>

#include "workbook/byte_source.hpp"
#include "workbook/csv_reader.hpp"
#include "workbook/fault.hpp"
#include "workbook/ods_reader.hpp"
#include "workbook/xls_reader.hpp"
#include "workbook/xlsx_reader.hpp"
#include "workbook/zip_archive.hpp"

namespace calltracker::workbook {
namespace {

void check_size(int descriptor, const Limits& limits) {
  const std::uint64_t bytes = file_size(descriptor);
  if (bytes == 0) throw make_error(Fault::FileEmpty, {}, {});
  if (bytes > limits.file_bytes)
    throw make_error(Fault::TooLarge, {}, "a file of " + std::to_string(bytes) + " bytes");
}

// Runs `action` on the opened path and names the file in its errors.
template <typename Action>
auto with_file(const std::string& path, Action action) {
  try {
    const WorkbookFile file(path);
    const std::string own_path = "/proc/self/fd/" + std::to_string(file.descriptor());
    return action(OpenWorkbook{file.descriptor(), own_path.c_str(), -1});
  } catch (const Error& error) {
    throw in_file(error, file_name_of(path));
  } catch (const std::bad_alloc&) {
    throw make_error(Fault::OutOfMemory, file_name_of(path), {});
  }
}

}  // namespace

WorkbookFile::WorkbookFile(const std::string& path)
    // Without O_NONBLOCK, opening a named pipe would wait for a writer that may never come.
    : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {
  if (descriptor_ < 0) {
    const int reason = errno;
    throw make_error(reason == ENOENT || reason == ENOTDIR ? Fault::FileNotFound : Fault::FileUnreadable, {},
                     reason == ENOENT || reason == ENOTDIR ? "" : std::strerror(reason));
  }
  struct stat status{};
  ::fstat(descriptor_, &status);
  if (S_ISREG(status.st_mode)) return;
  ::close(descriptor_);
  if (S_ISDIR(status.st_mode)) throw make_error(Fault::FileIsDirectory, {}, {});
  throw make_error(Fault::FileUnreadable, {}, "not a regular file");
}

WorkbookFile::~WorkbookFile() {
  ::close(descriptor_);
}

std::string file_name_of(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

Format detect_format(const std::string& path) {
  return with_file(path, [](const OpenWorkbook& file) { return detect_format(file.descriptor, Limits()); });
}

std::vector<Sheet> list_sheets(const std::string& path, const Limits& limits) {
  return with_file(path, [&](const OpenWorkbook& file) { return list_sheets(file, limits); });
}

ReadSummary read_workbook(const std::string& path, const ReadRequest& request, RowSink& sink) {
  return with_file(path, [&](const OpenWorkbook& file) { return read_workbook(file, request, sink); });
}

std::vector<Sheet> list_sheets(const OpenWorkbook& file, const Limits& limits) {
  check_size(file.descriptor, limits);
  ReadRequest request;
  request.limits = limits;
  NoRows sink;
  ReadContext context(request, sink);
  switch (detect_format(file.descriptor, limits)) {
    case Format::Xlsx:
      return list_xlsx_sheets(ZipArchive(file.descriptor, limits), context);
    case Format::Ods:
      return list_ods_sheets(ZipArchive(file.descriptor, limits), context);
    case Format::Xls:
      return list_xls_sheets(file.path, context);
    case Format::Csv:
      break;
  }
  return {Sheet()};
}

ReadSummary read_workbook(const OpenWorkbook& file, const ReadRequest& request, RowSink& sink) {
  check_size(file.descriptor, request.limits);
  ReadContext context(request, sink);
  switch (detect_format(file.descriptor, request.limits)) {
    case Format::Xlsx:
      read_xlsx(ZipArchive(file.descriptor, request.limits), file.spill_descriptor, context);
      break;
    case Format::Ods:
      read_ods(ZipArchive(file.descriptor, request.limits), context);
      break;
    case Format::Xls:
      read_xls(file.path, context);
      break;
    case Format::Csv:
      read_csv(file.descriptor, context);
      break;
  }
  if (context.summary().rows == 0) context.fail(Fault::SheetEmpty);
  return context.summary();
}

}  // namespace calltracker::workbook
