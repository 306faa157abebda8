// SPDX-License-Identifier: MIT

// The isolated reader and nothing else, for tests.

#include "workbook/reader_process.hpp"

int main(int argc, char** argv) {
  using namespace calltracker::workbook;
  if (argc > 1 && argv[1] == kReaderArgument) run_reader_child(argc, argv);
  return 2;
}
