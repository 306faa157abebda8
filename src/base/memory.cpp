// SPDX-License-Identifier: MIT
#include "base/memory.hpp"

#include <link.h>
#include <malloc.h>
#include <sys/mman.h>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace calltracker {
namespace {

// Segments that hold code are mapped from their file and never written to, so letting their pages go loses
// nothing.
int let_code_go(dl_phdr_info* module, std::size_t, void*) {
  constexpr std::uintptr_t kPage = 4096;
  // What the kernel lends comes from no file.
  if (std::string_view(module->dlpi_name).starts_with("linux-vdso")) return 0;
  for (int index = 0; index < module->dlpi_phnum; ++index) {
    const ElfW(Phdr)& segment = module->dlpi_phdr[index];
    if (segment.p_type != PT_LOAD || (segment.p_flags & (PF_X | PF_W)) != PF_X) continue;
    const std::uintptr_t start = (module->dlpi_addr + segment.p_vaddr) & ~(kPage - 1);
    const std::uintptr_t end = module->dlpi_addr + segment.p_vaddr + segment.p_filesz;
    madvise(reinterpret_cast<void*>(start), end - start, MADV_DONTNEED);
  }
  return 0;
}

}  // namespace

void share_two_heaps() {
  mallopt(M_ARENA_MAX, 2);
}

void give_back_memory() {
  malloc_trim(0);
  dl_iterate_phdr(&let_code_go, nullptr);
}

}  // namespace calltracker
