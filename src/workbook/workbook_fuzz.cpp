// SPDX-License-Identifier: MIT

// Feeds arbitrary bytes to the reader as a file. Whatever they are, the answer is rows or an Error, in little
// memory. Files that FreeXL would read are only recognised: FreeXL reads beyond its buffers on hostile files,
// which is what the isolated process is for.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <new>
#include <string>

#include "workbook/reader.hpp"

namespace {

using namespace calltracker;

struct CheckingSink final : workbook::RowSink {
  std::uint32_t last_row = 0;

  void begin_sheet(const workbook::Sheet&) override { last_row = 0; }
  workbook::Flow row(const workbook::Sheet&, workbook::Row& row) override {
    if (row.number <= last_row || row.cells.empty()) __builtin_trap();
    last_row = row.number;
    for (std::size_t cell = 1; cell < row.cells.size(); ++cell) {
      if (row.cells[cell].column <= row.cells[cell - 1].column) __builtin_trap();
    }
    return workbook::Flow::Continue;
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const int file = ::memfd_create("fuzz", MFD_CLOEXEC);
  if (::write(file, data, size) != static_cast<ssize_t>(size)) return 0;
  const std::string path = "/proc/self/fd/" + std::to_string(file);
  workbook::ReadRequest request;
  request.limits.cells = 100'000;
  request.limits.text_bytes = 16 << 20;
  request.limits.unpacked_bytes = 32 << 20;
  CheckingSink sink;
  try {
    const bool is_xls = workbook::detect_format(file, request.limits) == workbook::Format::Xls;
    if (!is_xls) workbook::read_workbook(workbook::OpenWorkbook{file, path.c_str(), -1}, request, sink);
  } catch (const Error&) {
    // An Error is an answer.
  } catch (const std::bad_alloc&) {
    // So is running out of memory, which the isolated reader reports.
  }
  ::close(file);
  return 0;
}
