// SPDX-License-Identifier: MIT
#include <sys/resource.h>

#include <algorithm>

#include "app/composition_root.hpp"
#include "app/interrupt.hpp"
#include "base/crash_dumps.hpp"
#include "base/memory.hpp"
#include "cli/command_line.hpp"
#include "workbook/reader_process.hpp"

namespace {

// Over HTTP/1.1 every request on its way has a connection of its own, and systems begin with room for a
// thousand at most.
void allow_many_connections() {
  constexpr rlim_t kDescriptors = 16'384;
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= kDescriptors) return;
  limit.rlim_cur = std::min(limit.rlim_max, kDescriptors);
  setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

int main(int argc, char** argv) {
  using namespace calltracker;
  // The reader holds transcripts, and the same environment with its keys.
  forbid_crash_dumps();
  if (argc > 1 && argv[1] == workbook::kReaderArgument) return workbook::run_reader_child(argc, argv);
  share_two_heaps();
  allow_many_connections();
  app::Interrupt interrupt;
  app::CompositionRoot composition(interrupt.token());
  cli::Terminal terminal = cli::Terminal::of_process();
  return static_cast<int>(cli::run_command_line(argc, argv, composition, terminal));
}
