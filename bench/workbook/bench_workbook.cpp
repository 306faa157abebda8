// SPDX-License-Identifier: MIT

// Reads a workbook once and prints what it took, as one JSON line: in this process, or (--child) the way
// uploads are read, in an isolated process whose rows come through a pipe.

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string_view>

#include "workbook/reader.hpp"
#include "workbook/reader_process.hpp"

namespace {

using namespace calltracker;

struct CountingSink final : workbook::RowSink {
  std::uint64_t rows = 0;
  std::uint64_t cells = 0;
  std::uint64_t text_bytes = 0;

  workbook::Flow row(const workbook::Sheet&, workbook::Row& row) override {
    ++rows;
    cells += row.cells.size();
    for (const workbook::Cell& cell : row.cells) text_bytes += cell.text.size();
    return workbook::Flow::Continue;
  }
};

rusage usage_of(int who) {
  rusage usage{};
  getrusage(who, &usage);
  return usage;
}

// Unlike the time by the clock it says the same on a machine that does other work besides.
long cpu_milliseconds() {
  long milliseconds = 0;
  for (const rusage& usage : {usage_of(RUSAGE_SELF), usage_of(RUSAGE_CHILDREN)})
    milliseconds += usage.ru_utime.tv_sec * 1000 + usage.ru_utime.tv_usec / 1000;
  return milliseconds;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1 && std::string_view(argv[1]) == workbook::kReaderArgument)
    return workbook::run_reader_child(argc, argv);
  const bool in_child = argc == 3 && std::string_view(argv[1]) == "--child";
  if (argc != 2 && !in_child) {
    std::fputs("usage: bench_workbook [--child] FILE\n", stderr);
    return 2;
  }
  CountingSink sink;
  const auto start = std::chrono::steady_clock::now();
  try {
    if (in_child) {
      workbook::read_in_child(argv[2], {}, sink);
    } else {
      workbook::read_workbook(argv[1], {}, sink);
    }
  } catch (const Error& error) {
    std::fputs(render_for_terminal(error.details()).c_str(), stderr);
    return 1;
  }
  const auto milliseconds =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start).count();
  fmt::print(
      "{{\"reader\":\"calltracker{}\",\"rows\":{},\"cells\":{},\"text_bytes\":{},\"milliseconds\":{},"
      "\"cpu_milliseconds\":{},\"peak_megabytes\":{}}}\n",
      in_child ? " in a child process" : "", sink.rows, sink.cells, sink.text_bytes, milliseconds,
      cpu_milliseconds(),
      std::max(usage_of(RUSAGE_SELF).ru_maxrss, usage_of(RUSAGE_CHILDREN).ru_maxrss) / 1024);
  return 0;
}
