// SPDX-License-Identifier: MIT

// The isolated side of reader_process.hpp. Descriptors: 0 the workbook, 1 the frames, 3 the order, 4 the file
// that shared strings may spill to (absent when the parent could make none).
#include "workbook/reader_child.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/types.h>
#include <unistd.h>

#include <charconv>
#include <cstdint>
#include <cstring>
#include <new>
#include <string>

#include "workbook/byte_source.hpp"
#include "workbook/reader.hpp"
#include "workbook/reader_process.hpp"
#include "workbook/row_frames.hpp"
#include "workbook/sandbox.hpp"
#include "workbook/xls_reader.hpp"

namespace calltracker::workbook {
namespace {

// The parent may have died before the request to die with it was made.
void die_with_parent(int argc, char** argv) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  pid_t parent = 0;
  if (argc > 2) std::from_chars(argv[2], argv[2] + std::strlen(argv[2]), parent);
  if (::getppid() != parent) ::_exit(1);
}

ReaderOrder receive_order() {
  std::string bytes(file_size(kOrderDescriptor), '\0');
  FileBytes source(kOrderDescriptor);
  bytes.resize(read_fully(source, bytes));
  ::close(kOrderDescriptor);
  ReaderOrder order = decode_order(bytes);
  return order;
}

bool is_compound_file() {
  char start[4] = {};
  return ::pread(STDIN_FILENO, start, sizeof start, 0) == sizeof start &&
         std::memcmp(start, "\xD0\xCF\x11\xE0", 4) == 0;
}

void carry_out(FrameWriter& writer) {
  ReaderOrder order = receive_order();
  ::close_range(kSpillDescriptor + 1, ~0U, 0);
  const bool may_spill = ::fcntl(kSpillDescriptor, F_GETFD) >= 0;
  if (is_compound_file()) preload_xls_character_sets();
  enter_sandbox(order.request.limits, may_spill);
  // The parent counts the time it waits, which leaves out the time that it takes over the rows.
  order.request.limits.wall_time_ms = UINT32_MAX;

  const OpenWorkbook file{STDIN_FILENO, kSandboxedInputPath, may_spill ? kSpillDescriptor : -1};
  if (order.task == ReaderTask::ListSheets) {
    for (const Sheet& sheet : list_sheets(file, order.request.limits)) {
      write_sheet(writer, FrameType::ListedSheet, sheet);
    }
    write_done(writer, {});
    return;
  }
  FrameSink sink(writer);
  const ReadSummary summary = read_workbook(file, order.request, sink);
  write_done(writer, summary);
}

}  // namespace

int run_reader_child(int argc, char** argv) {
  die_with_parent(argc, argv);
  ::signal(SIGPIPE, SIG_IGN);
  FrameWriter writer(STDOUT_FILENO);
  try {
    try {
      carry_out(writer);
    } catch (const Error& error) {
      write_failure(writer, error.details());
    } catch (const std::bad_alloc&) {
      write_failure(writer, make_error(Fault::OutOfMemory, {}, {}).details());
    } catch (const FrameError&) {
      // The parent has had enough.
    } catch (const std::exception& error) {
      write_failure(writer, make_error(Fault::ReaderCrashed, {}, error.what()).details());
    }
    writer.flush();
  } catch (const std::exception&) {
    // What cannot be reported shows in the missing end of the frames.
    ::_exit(1);
  }
  // Not exit(): what static objects do at the end may need what the sandbox forbids.
  ::_exit(0);
}

}  // namespace calltracker::workbook
