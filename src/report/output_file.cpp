// SPDX-License-Identifier: MIT
#include "report/output_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include "base/error.hpp"

namespace calltracker::report {
namespace {

std::filesystem::path with_partial_suffix(const std::filesystem::path& path) {
  std::filesystem::path partial = path;
  partial += ".partial";
  return partial;
}

std::string text_of(int error_number) {
  return std::generic_category().message(error_number);
}

}  // namespace

// Creating the file at once makes an unwritable folder fail before any work is done.
OutputFile::OutputFile(std::filesystem::path path)
    : path_(std::move(path)), partial_path_(with_partial_suffix(path_)) {
  const int descriptor = ::open(partial_path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (descriptor < 0) fail(text_of(errno));
  ::close(descriptor);
}

OutputFile::~OutputFile() {
  if (committed_) return;
  std::error_code ignored;
  std::filesystem::remove(partial_path_, ignored);
}

void OutputFile::commit() {
  std::error_code error;
  std::filesystem::rename(partial_path_, path_, error);
  if (error) fail(error.message());
  committed_ = true;
}

void OutputFile::fail(const std::string& reason) const {
  throw Error({.kind = ErrorKind::Storage,
               .code = "output-unwritable",
               .message = "the report could not be written",
               .where = path_.string(),
               .found = reason,
               .hint = "check that the folder exists, may be written to and has free space",
               .state = "no part of the report was left behind"});
}

OutputStream::OutputStream(std::filesystem::path path)
    : file_(std::move(path)), stream_(file_.partial_path(), std::ios::binary | std::ios::trunc) {
  if (!stream_) file_.fail(text_of(errno));
}

void OutputStream::commit() {
  errno = 0;
  stream_.close();
  if (!stream_) file_.fail(text_of(errno == 0 ? EIO : errno));
  file_.commit();
}

}  // namespace calltracker::report
