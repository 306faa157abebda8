// SPDX-License-Identifier: MIT
#include "app/composition_root.hpp"
#include "app/interrupt.hpp"
#include "cli/command_line.hpp"
#include "workbook/reader_process.hpp"

int main(int argc, char** argv) {
  using namespace calltracker;
  if (argc > 1 && argv[1] == workbook::kReaderArgument) return workbook::run_reader_child(argc, argv);
  app::Interrupt interrupt;
  app::CompositionRoot composition(interrupt.token());
  cli::Terminal terminal = cli::Terminal::of_process();
  return static_cast<int>(cli::run_command_line(argc, argv, composition, terminal));
}
