// SPDX-License-Identifier: MIT
#include "workbook/zip_archive.hpp"

#include <unistd.h>
#include <zip.h>

#include <new>
#include <utility>

#include "workbook/read_ahead.hpp"
#include "workbook/zip_layout.hpp"

namespace calltracker::workbook {
namespace {

// Below this a second thread costs more than it saves.
constexpr std::uint64_t kReadAheadFromBytes = 256 * 1024;

[[noreturn]] void fail_with(int zip_error, const Place& place, const std::string& message) {
  switch (zip_error) {
    case ZIP_ER_MEMORY:
      throw std::bad_alloc();
    case ZIP_ER_EOF:
      place.fail(Fault::Truncated, message);
    case ZIP_ER_NOZIP:
      place.fail(Fault::Truncated, "the zip archive has no table of contents");
    case ZIP_ER_READ:
      place.fail(Fault::FileUnreadable, message);
    default:
      place.fail(Fault::Corrupt, message);
  }
}

class ZipEntryBytes final : public ByteSource {
 public:
  ZipEntryBytes(zip_file_t* file, Place place) : file_(file), place_(std::move(place)) {}
  ~ZipEntryBytes() override { zip_fclose(file_); }

  std::size_t read(std::span<char> target) override {
    const zip_int64_t count = zip_fread(file_, target.data(), target.size());
    if (count >= 0) return static_cast<std::size_t>(count);
    zip_error_t* error = zip_file_get_error(file_);
    fail_with(zip_error_code_zip(error), place_, zip_error_strerror(error));
  }

 private:
  zip_file_t* file_;
  Place place_;
};

// Charges what is unpacked to the context. On the consumer's side of the read-ahead, so only one thread
// counts.
class CountedBytes final : public ByteSource {
 public:
  CountedBytes(std::unique_ptr<ByteSource> source, std::uint64_t packed_bytes, ReadContext& context)
      : source_(std::move(source)), packed_bytes_(packed_bytes), context_(context) {}

  std::size_t read(std::span<char> target) override {
    const std::size_t count = source_->read(target);
    unpacked_bytes_ += count;
    context_.count_unpacked(count);
    const Limits& limits = context_.limits();
    if (unpacked_bytes_ > limits.ratio_from_bytes && unpacked_bytes_ / limits.ratio > packed_bytes_) {
      context_.fail(Fault::TooLarge,
                    "a part unpacks to more than " + std::to_string(limits.ratio) + " times its size");
    }
    return count;
  }

 private:
  std::unique_ptr<ByteSource> source_;
  std::uint64_t packed_bytes_;
  std::uint64_t unpacked_bytes_ = 0;
  ReadContext& context_;
};

}  // namespace

void ZipArchive::Closer::operator()(zip* archive) const {
  zip_discard(archive);
}

ZipArchive::ZipArchive(int descriptor, const Limits& limits) {
  check_zip_layout(descriptor, limits);
  // libzip takes the descriptor it is given for its own, and reads from where it stands.
  const int own = ::dup(descriptor);
  ::lseek(own, 0, SEEK_SET);
  int failure = 0;
  archive_.reset(zip_fdopen(own, 0, &failure));
  if (archive_) return;
  if (own >= 0) ::close(own);
  zip_error_t error;
  zip_error_init_with_code(&error, failure);
  const std::string message = zip_error_strerror(&error);
  zip_error_fini(&error);
  fail_with(failure, {}, message);
}

ZipArchive::~ZipArchive() = default;

std::optional<std::uint64_t> ZipArchive::find(std::string_view name) const {
  const std::string terminated(name);
  zip_int64_t index = zip_name_locate(archive_.get(), terminated.c_str(), ZIP_FL_ENC_GUESS);
  if (index < 0)
    index = zip_name_locate(archive_.get(), terminated.c_str(), ZIP_FL_ENC_GUESS | ZIP_FL_NOCASE);
  if (index < 0) return std::nullopt;
  return static_cast<std::uint64_t>(index);
}

bool ZipArchive::contains_folder(std::string_view prefix) const {
  const zip_int64_t count = zip_get_num_entries(archive_.get(), 0);
  for (zip_int64_t index = 0; index < count; ++index) {
    const char* name = zip_get_name(archive_.get(), static_cast<zip_uint64_t>(index), ZIP_FL_ENC_GUESS);
    if (name != nullptr && std::string_view(name).starts_with(prefix)) return true;
  }
  return false;
}

std::unique_ptr<ByteSource> ZipArchive::open(std::string_view name, ReadContext& context) const {
  context.place.part = name;
  const auto index = find(name);
  if (!index) context.fail(Fault::Corrupt, "the part is missing");
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_stat_index(archive_.get(), *index, 0, &stat) != 0)
    context.fail(Fault::Corrupt, "the part has no description");
  if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE) {
    context.fail(Fault::Encrypted, "an encrypted zip entry");
  }
  zip_file_t* file = zip_fopen_index(archive_.get(), *index, 0);
  if (file == nullptr) {
    zip_error_t* error = zip_get_error(archive_.get());
    fail_with(zip_error_code_zip(error), context.place, zip_error_strerror(error));
  }
  std::unique_ptr<ByteSource> bytes = std::make_unique<ZipEntryBytes>(file, context.place);
  const std::uint64_t packed = (stat.valid & ZIP_STAT_COMP_SIZE) != 0 ? stat.comp_size : 0;
  if (packed >= kReadAheadFromBytes) bytes = std::make_unique<ReadAhead>(std::move(bytes));
  return std::make_unique<CountedBytes>(std::move(bytes), packed, context);
}

}  // namespace calltracker::workbook
