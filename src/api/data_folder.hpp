// SPDX-License-Identifier: MIT
#pragma once

// Where a server keeps uploads that are not read yet, and files on their way in and out. It belongs to one
// process at a time: a second server beside a first one gets a place of its own below the first one's, and
// whoever starts takes over the uploads of servers that are gone.

#include <filesystem>

namespace calltracker::api {

class DataFolder {
 public:
  // Creates what is missing. Throws Error{Storage, "data-folder-unwritable" | "data-folder-in-use"}.
  explicit DataFolder(const std::filesystem::path& root);
  ~DataFolder();
  DataFolder(const DataFolder&) = delete;
  DataFolder& operator=(const DataFolder&) = delete;

  // Empty at the beginning, and readable by this user only.
  std::filesystem::path work() const { return folder_ / "work"; }
  std::filesystem::path uploads() const { return folder_ / "uploads"; }

 private:
  std::filesystem::path folder_;
  int lock_ = -1;
};

}  // namespace calltracker::api
