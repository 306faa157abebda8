// SPDX-License-Identifier: MIT
#include "base/crash_dumps.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace calltracker {

void forbid_crash_dumps() {
  // The limit alone does not bind a system that hands crashes to a program.
  prctl(PR_SET_DUMPABLE, 0);
  const rlimit none{.rlim_cur = 0, .rlim_max = 0};
  setrlimit(RLIMIT_CORE, &none);
}

}  // namespace calltracker
