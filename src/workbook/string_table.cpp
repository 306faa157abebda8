// SPDX-License-Identifier: MIT
#include "workbook/string_table.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string>

#include "workbook/fault.hpp"

namespace calltracker::workbook {
namespace {

constexpr std::uint64_t kStepBytes = 16ULL << 20;
// How much of a spilled table may become resident before its pages are handed back.
constexpr std::uint64_t kResidentBytes = 32ULL << 20;

}  // namespace

int open_unnamed_file() {
  const char* chosen = std::getenv("TMPDIR");
  const std::string directory = chosen != nullptr && *chosen != '\0' ? chosen : "/tmp";
  const int descriptor = ::open(directory.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (descriptor >= 0) return descriptor;
  // Some file systems have no unnamed files.
  std::string path = directory + "/calltracker-XXXXXX";
  const int named = ::mkostemp(path.data(), O_CLOEXEC);
  if (named >= 0) ::unlink(path.c_str());
  return named;
}

StringTable::StringTable(std::uint64_t memory_bytes, int spill_descriptor)
    : memory_bytes_(memory_bytes), spill_descriptor_(spill_descriptor) {}

StringTable::~StringTable() {
  if (text_ != nullptr) ::munmap(text_, mapped_);
  if (owns_descriptor_) ::close(spill_descriptor_);
}

void StringTable::add(std::string_view text) {
  if (used_ + text.size() > mapped_) reserve(used_ + text.size());
  if (!text.empty()) std::memcpy(text_ + used_, text.data(), text.size());
  used_ += text.size();
  ends_.push_back(used_);
}

std::string_view StringTable::at(std::uint64_t index) {
  const std::uint64_t begin = index == 0 ? 0 : ends_[index - 1];
  const std::uint64_t length = ends_[index] - begin;
  if (spilled_) {
    touched_ += length;
    if (touched_ > kResidentBytes) forget_resident();
  }
  return {text_ + begin, length};
}

void StringTable::reserve(std::uint64_t bytes) {
  const std::uint64_t wanted = (bytes + kStepBytes - 1) / kStepBytes * kStepBytes;
  if (spilled_ || wanted > memory_bytes_) {
    map_file(wanted);
    return;
  }
  void* grown = text_ == nullptr
                    ? ::mmap(nullptr, wanted, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
                    : ::mremap(text_, mapped_, wanted, MREMAP_MAYMOVE);
  if (grown == MAP_FAILED) throw std::bad_alloc();
  text_ = static_cast<char*>(grown);
  mapped_ = wanted;
}

void StringTable::map_file(std::uint64_t bytes) {
  if (spill_descriptor_ < 0) {
    spill_descriptor_ = open_unnamed_file();
    owns_descriptor_ = spill_descriptor_ >= 0;
  }
  // Room is taken before it is mapped: writing to a mapping that the disk cannot hold would kill the process.
  const int failure =
      spill_descriptor_ < 0 ? EBADF : ::posix_fallocate(spill_descriptor_, 0, static_cast<off_t>(bytes));
  if (failure != 0) throw make_error(Fault::NoTemporarySpace, {}, std::strerror(failure));
  if (!spilled_) move_to_file();
  void* mapped = spilled_ ? ::mremap(text_, mapped_, bytes, MREMAP_MAYMOVE)
                          : ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, spill_descriptor_, 0);
  if (mapped == MAP_FAILED) throw std::bad_alloc();
  text_ = static_cast<char*>(mapped);
  mapped_ = bytes;
  spilled_ = true;
  forget_resident();
}

// Written rather than copied into the mapping, so that the text is not in memory twice.
void StringTable::move_to_file() {
  std::uint64_t written = 0;
  while (written < used_) {
    const ssize_t count =
        ::pwrite(spill_descriptor_, text_ + written, used_ - written, static_cast<off_t>(written));
    if (count < 0 && errno != EINTR) throw make_error(Fault::NoTemporarySpace, {}, std::strerror(errno));
    if (count > 0) written += static_cast<std::uint64_t>(count);
  }
  if (text_ != nullptr) ::munmap(text_, mapped_);
  text_ = nullptr;
}

// The file keeps the text; only this process's view of it is dropped, page by page to be fetched again.
void StringTable::forget_resident() {
  ::madvise(text_, mapped_, MADV_DONTNEED);
  touched_ = 0;
}

}  // namespace calltracker::workbook
