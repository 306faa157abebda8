// SPDX-License-Identifier: MIT
#include "http/server/temporary_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "base/error.hpp"

namespace calltracker::http::server {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path) {
  throw Error({.kind = ErrorKind::Storage,
               .code = "upload-unwritable",
               .message = "what was sent cannot be written to disk",
               .where = path.parent_path().string(),
               .found = std::strerror(errno),
               .hint = "free disk space, or check the folder's permissions",
               .state = "nothing was stored"});
}

}  // namespace

TemporaryFile::TemporaryFile(const std::filesystem::path& folder) {
  const std::string pattern = (folder / "part-XXXXXX").string();
  std::vector<char> name(pattern.begin(), pattern.end());
  name.push_back('\0');
  file_ = ::mkostemp(name.data(), O_CLOEXEC);
  path_ = name.data();
  if (file_ < 0) fail(path_);
}

TemporaryFile::TemporaryFile(TemporaryFile&& other) noexcept
    : path_(std::exchange(other.path_, {})),
      file_(std::exchange(other.file_, -1)),
      bytes_(std::exchange(other.bytes_, 0)) {}

TemporaryFile& TemporaryFile::operator=(TemporaryFile&& other) noexcept {
  if (this == &other) return *this;
  remove();
  path_ = std::exchange(other.path_, {});
  file_ = std::exchange(other.file_, -1);
  bytes_ = std::exchange(other.bytes_, 0);
  return *this;
}

TemporaryFile::~TemporaryFile() {
  remove();
}

void TemporaryFile::write(std::string_view data) {
  while (!data.empty()) {
    const ssize_t count = ::write(file_, data.data(), data.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail(path_);
    data.remove_prefix(static_cast<std::size_t>(count));
    bytes_ += static_cast<std::uint64_t>(count);
  }
}

void TemporaryFile::close() {
  if (file_ >= 0 && ::close(std::exchange(file_, -1)) != 0) fail(path_);
}

void TemporaryFile::keep_as(const std::filesystem::path& target) {
  const int file = file_ >= 0 ? std::exchange(file_, -1) : ::open(path_.c_str(), O_RDWR | O_CLOEXEC);
  const bool is_durable = file >= 0 && ::fsync(file) == 0;
  if (file >= 0) ::close(file);
  if (!is_durable || ::rename(path_.c_str(), target.c_str()) != 0) fail(path_);
  path_.clear();
}

void TemporaryFile::remove() noexcept {
  if (file_ >= 0) ::close(file_);
  if (!path_.empty()) ::unlink(path_.c_str());
}

}  // namespace calltracker::http::server
