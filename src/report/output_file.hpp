// SPDX-License-Identifier: MIT
#pragma once

// A file that appears whole or not at all. It is written beside its place under the name "<path>.partial" and
// moved there by commit(); without a commit the destructor removes it and the old file stays.

#include <filesystem>
#include <fstream>
#include <string>

namespace calltracker::report {

class OutputFile {
 public:
  explicit OutputFile(std::filesystem::path path);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  // Where a library that opens files itself has to write.
  const std::filesystem::path& partial_path() const { return partial_path_; }

  // Throws Error{Storage, "output-…"} when the file cannot be moved to its place.
  void commit();

  // Throws Error{Storage, "output-unwritable"} naming the file and `reason`.
  [[noreturn]] void fail(const std::string& reason) const;

 private:
  std::filesystem::path path_;
  std::filesystem::path partial_path_;
  bool committed_ = false;
};

// An OutputFile written through a stream. Commit checks that every byte arrived.
class OutputStream {
 public:
  explicit OutputStream(std::filesystem::path path);

  std::ostream& stream() { return stream_; }
  void commit();

 private:
  OutputFile file_;
  std::ofstream stream_;
};

}  // namespace calltracker::report
