// SPDX-License-Identifier: MIT
#include "workbook/sandbox.hpp"

#include <fcntl.h>
#include <malloc.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <initializer_list>
#include <memory>
#include <string>

#include "workbook/fault.hpp"

namespace calltracker::workbook {

const char kSandboxedInputPath[] = "/proc/self/fd/0";

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kIsSanitized = true;
#elif defined(__has_feature)
constexpr bool kIsSanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool kIsSanitized = false;
#endif

// Room for stacks, read-ahead blocks and the like besides what the limits name.
constexpr std::uint64_t kOwnBytes = 64ULL << 20;
constexpr rlim_t kDescriptors = 16;

[[noreturn]] void fail(const char* what, int reason) {
  throw make_error(Fault::ReaderUnavailable, {}, std::string(what) + ": " + std::strerror(reason));
}

void limit(__rlimit_resource resource, std::uint64_t value, const char* what) {
  const rlimit bounds{value, value};
  if (::setrlimit(resource, &bounds) != 0) fail(what, errno);
}

std::uint64_t mapped_bytes() {
  std::unique_ptr<FILE, int (*)(FILE*)> file(std::fopen("/proc/self/statm", "re"), &std::fclose);
  unsigned long pages = 0;
  if (!file || std::fscanf(file.get(), "%lu", &pages) != 1) fail("reading its own size", errno);
  return std::uint64_t{pages} * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

void limit_resources(const Limits& limits, bool may_spill) {
  // A sanitizer's shadow memory counts as terabytes.
  if (!kIsSanitized) {
    const std::uint64_t mapped = mapped_bytes();
    limit(RLIMIT_DATA, mapped + limits.memory_bytes + kOwnBytes, "limiting memory");
    // A table that moved to its file is mapped as a whole, though little of it is in memory.
    limit(RLIMIT_AS, mapped + limits.memory_bytes + limits.text_bytes + 2 * kOwnBytes,
          "limiting address space");
  }
  limit(RLIMIT_CPU, limits.wall_time_ms / 1000 + 1, "limiting time");
  limit(RLIMIT_FSIZE, may_spill ? limits.text_bytes + kOwnBytes : 0, "limiting files");
  limit(RLIMIT_CORE, 0, "forbidding core dumps");
  limit(RLIMIT_NOFILE, kDescriptors, "limiting descriptors");
}

class Filter {
 public:
  // What is not allowed answers EPERM, which libraries take for an absent convenience.
  Filter() : context_(seccomp_init(SCMP_ACT_ERRNO(EPERM))) {
    if (context_ == nullptr) fail("starting a system call filter", ENOMEM);
  }
  ~Filter() { seccomp_release(context_); }
  Filter(const Filter&) = delete;
  Filter& operator=(const Filter&) = delete;

  void add(std::uint32_t action, int call, std::initializer_list<scmp_arg_cmp> conditions = {}) {
    const int code = seccomp_rule_add_array(context_, action, call, static_cast<unsigned>(conditions.size()),
                                            conditions.begin());
    if (code != 0) fail("describing a system call filter", -code);
  }
  void allow(int call, std::initializer_list<scmp_arg_cmp> conditions = {}) {
    add(SCMP_ACT_ALLOW, call, conditions);
  }
  void load() {
    const int code = seccomp_load(context_);
    if (code != 0) fail("loading a system call filter", -code);
  }

 private:
  scmp_filter_ctx context_;
};

void filter_system_calls() {
  Filter filter;
  for (const int call : {SCMP_SYS(read),
                         SCMP_SYS(pread64),
                         SCMP_SYS(readv),
                         SCMP_SYS(write),
                         SCMP_SYS(writev),
                         SCMP_SYS(pwrite64),
                         SCMP_SYS(lseek),
                         SCMP_SYS(fstat),
                         SCMP_SYS(newfstatat),
                         SCMP_SYS(close),
                         SCMP_SYS(dup),
                         SCMP_SYS(fcntl),
                         SCMP_SYS(munmap),
                         SCMP_SYS(mremap),
                         SCMP_SYS(madvise),
                         SCMP_SYS(brk),
                         SCMP_SYS(fallocate),
                         SCMP_SYS(futex),
                         SCMP_SYS(set_robust_list),
                         SCMP_SYS(rseq),
                         SCMP_SYS(rt_sigprocmask),
                         SCMP_SYS(rt_sigaction),
                         SCMP_SYS(rt_sigreturn),
                         SCMP_SYS(sigaltstack),
                         SCMP_SYS(gettid),
                         SCMP_SYS(getpid),
                         SCMP_SYS(tgkill),
                         SCMP_SYS(sched_yield),
                         SCMP_SYS(sched_getaffinity),
                         SCMP_SYS(clock_gettime),
                         SCMP_SYS(clock_nanosleep),
                         SCMP_SYS(gettimeofday),
                         SCMP_SYS(getrandom),
                         SCMP_SYS(exit),
                         SCMP_SYS(exit_group)}) {
    filter.allow(call);
  }
  // Memory never becomes code.
  filter.allow(SCMP_SYS(mmap), {{2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0}});
  filter.allow(SCMP_SYS(mprotect), {{2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0}});
  // Threads, not processes. The newer call hides its flags from filters, so the library is sent to the older
  // one.
  filter.allow(SCMP_SYS(clone), {{0, SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD}});
  filter.add(SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3));
  filter.allow(SCMP_SYS(openat), {{1, SCMP_CMP_EQ, reinterpret_cast<std::uintptr_t>(kSandboxedInputPath), 0},
                                  {2, SCMP_CMP_EQ, O_RDONLY, 0}});
  // A sanitizer sees through a pipe whether memory can be read, and without one takes every object for a
  // wrong one.
  if (kIsSanitized) filter.allow(SCMP_SYS(pipe2));
  filter.load();
}

}  // namespace

void enter_sandbox(const Limits& limits, bool may_spill) {
  // One arena, or each thread would reserve address space of its own.
  ::mallopt(M_ARENA_MAX, 1);
  limit_resources(limits, may_spill);
  filter_system_calls();
}

}  // namespace calltracker::workbook
