// SPDX-License-Identifier: MIT
#pragma once

// Reads a workbook in a process of its own, which can do nothing but read that one file and send rows.
//
// The process has bounded memory and time, no network, no other files, no secrets in its environment, and
// dies with the thread that started it. Whatever a hostile file does to it becomes an Error here. Its program
// is this one again with a first argument that main() hands to run_reader_child before doing anything else:
//
//   if (argc > 1 && argv[1] == kReaderArgument) return run_reader_child(argc, argv);

#include <string>
#include <string_view>
#include <vector>

#include "workbook/read_context.hpp"

namespace calltracker::workbook {

constexpr std::string_view kReaderArgument = "__read-workbook";

// Which executable has run_reader_child in its main().
struct ReaderProgram {
  std::string path = "/proc/self/exe";
};

// Like read_workbook of reader.hpp. The wall time of the limits counts while waiting for the process, not
// while the sink is busy.
ReadSummary read_in_child(const std::string& path, const ReadRequest& request, RowSink& sink,
                          const ReaderProgram& program = {});

std::vector<Sheet> list_sheets_in_child(const std::string& path, const Limits& limits = {},
                                        const ReaderProgram& program = {});

// The process's side: reads the file on standard input, sends frames to standard output. Does not return to a
// state in which anything else could be done.
[[noreturn]] int run_reader_child(int argc, char** argv);

}  // namespace calltracker::workbook
