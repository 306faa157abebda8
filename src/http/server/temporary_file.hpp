// SPDX-License-Identifier: MIT
#pragma once

// A file that only this process's user can read and that is gone when its owner is, unless it was moved to a
// lasting place.

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace calltracker::http::server {

class TemporaryFile {
 public:
  // Creates an empty file of a name nobody can guess. Throws Error{Storage, "upload-unwritable"}.
  explicit TemporaryFile(const std::filesystem::path& folder);
  TemporaryFile(TemporaryFile&& other) noexcept;
  TemporaryFile& operator=(TemporaryFile&& other) noexcept;
  ~TemporaryFile();

  const std::filesystem::path& path() const { return path_; }
  std::uint64_t bytes() const { return bytes_; }

  // Throws Error{Storage, "upload-unwritable"}: the disk is full.
  void write(std::string_view data);
  void close();
  // Makes the content durable, moves it to `target` on the same file system and lets go of it.
  void keep_as(const std::filesystem::path& target);

 private:
  void remove() noexcept;

  std::filesystem::path path_;
  int file_ = -1;
  std::uint64_t bytes_ = 0;
};

}  // namespace calltracker::http::server
