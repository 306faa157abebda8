// SPDX-License-Identifier: MIT
#include "api/data_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

#include "base/error.hpp"

namespace calltracker::api {
namespace {

namespace fs = std::filesystem;

constexpr int kPlacesMax = 16;

[[noreturn]] void fail(const fs::path& folder, const std::string& found) {
  throw Error({.kind = ErrorKind::Storage,
               .code = "data-folder-unwritable",
               .message = "the folder for uploads cannot be created",
               .where = folder.string(),
               .found = found});
}

void create(const fs::path& folder) {
  std::error_code failure;
  fs::create_directories(folder, failure);
  if (failure) fail(folder, failure.message());
  fs::permissions(folder, fs::perms::owner_all, failure);
}

// The lock, which the system takes back when its process ends in whatever way; -1 when somebody holds it.
int lock(const fs::path& folder) {
  const fs::path path = folder / "lock";
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) fail(path, std::generic_category().message(errno));
  if (::flock(file, LOCK_EX | LOCK_NB) == 0) return file;
  ::close(file);
  return -1;
}

void move_uploads(const fs::path& from, const fs::path& to) {
  std::error_code ignored;
  for (const auto& upload : fs::directory_iterator(from, ignored)) {
    fs::rename(upload.path(), to / upload.path().filename(), ignored);
  }
}

}  // namespace

DataFolder::DataFolder(const fs::path& root) {
  for (int place = 1; place <= kPlacesMax; ++place) {
    const fs::path folder = place == 1 ? root : root / ("server-" + std::to_string(place));
    if (lock_ < 0) {
      create(folder);
      lock_ = lock(folder);
      if (lock_ < 0) continue;
      folder_ = folder;
      std::error_code ignored;
      fs::remove_all(work(), ignored);
      create(work());
      create(uploads());
    } else if (fs::exists(folder)) {
      const int others = lock(folder);
      if (others < 0) continue;
      move_uploads(folder / "uploads", uploads());
      ::close(others);
    }
  }
  if (lock_ >= 0) return;
  throw Error({.kind = ErrorKind::Storage,
               .code = "data-folder-in-use",
               .message = "too many servers keep their uploads in one folder",
               .where = root.string(),
               .hint = "give the server a database or an XDG_DATA_HOME of its own"});
}

DataFolder::~DataFolder() {
  if (lock_ >= 0) ::close(lock_);
}

}  // namespace calltracker::api
