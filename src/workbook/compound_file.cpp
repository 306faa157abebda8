// SPDX-License-Identifier: MIT

// A compound file is a chain of sectors. Its 512-byte header says where the directory starts and lists the
// first 109 sectors of the allocation table, which gives each sector its successor. Directory entries are 128
// bytes with a UTF-16 name.
#include "workbook/compound_file.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "workbook/byte_source.hpp"
#include "workbook/fault.hpp"

namespace calltracker::workbook {
namespace {

constexpr std::size_t kHeaderBytes = 512;
constexpr std::size_t kEntryBytes = 128;
constexpr std::uint32_t kEndOfChain = 0xFFFFFFFE;
constexpr std::size_t kTableSectorsInHeader = 109;
// A directory longer than this is not walked to its end; the streams that matter come early.
constexpr std::size_t kDirectorySectorsMax = 64;

template <typename Number>
Number number_at(std::string_view bytes, std::size_t offset) {
  Number value;
  std::memcpy(&value, bytes.data() + offset, sizeof value);
  return value;
}

class CompoundFile {
 public:
  explicit CompoundFile(int descriptor) : descriptor_(descriptor) {
    header_ = read_at(0, kHeaderBytes);
    const auto shift = number_at<std::uint16_t>(header_, 30);
    if (shift != 9 && shift != 12)
      throw make_error(Fault::Corrupt, {}, "an Office document with a broken header");
    sector_bytes_ = std::size_t{1} << shift;
  }

  std::uint32_t first_directory_sector() const { return number_at<std::uint32_t>(header_, 48); }
  std::string sector(std::uint32_t number) const {
    return read_at((std::uint64_t{number} + 1) * sector_bytes_, sector_bytes_);
  }

  std::uint32_t next_sector(std::uint32_t number) const {
    const std::size_t entries = sector_bytes_ / sizeof(std::uint32_t);
    const std::size_t table = number / entries;
    if (table >= kTableSectorsInHeader) return kEndOfChain;
    const auto table_sector = number_at<std::uint32_t>(header_, 76 + table * sizeof(std::uint32_t));
    return number_at<std::uint32_t>(sector(table_sector), number % entries * sizeof(std::uint32_t));
  }

 private:
  std::string read_at(std::uint64_t offset, std::size_t count) const {
    std::string bytes(count, '\0');
    FileBytes source(descriptor_, offset);
    if (read_fully(source, bytes) < count)
      throw make_error(Fault::Truncated, {}, "an Office document cut short");
    return bytes;
  }

  int descriptor_;
  std::string header_;
  std::size_t sector_bytes_ = 0;
};

std::string entry_name(std::string_view entry) {
  const std::size_t bytes = std::min<std::size_t>(number_at<std::uint16_t>(entry, 64), 64);
  std::string name;
  for (std::size_t index = 0; index + 2 < bytes; index += 2) {
    name += entry[index + 1] == '\0' ? entry[index] : '?';
  }
  return name;
}

CompoundContent content_of(std::string_view name) {
  if (name == "EncryptedPackage") return CompoundContent::EncryptedPackage;
  if (name == "Workbook" || name == "Book") return CompoundContent::Workbook;
  if (name == "WordDocument") return CompoundContent::WordDocument;
  if (name == "PowerPoint Document") return CompoundContent::Presentation;
  return name.starts_with("__properties_version") ? CompoundContent::OutlookMessage : CompoundContent::Other;
}

}  // namespace

CompoundContent compound_content(int descriptor) {
  const CompoundFile file(descriptor);
  std::uint32_t sector = file.first_directory_sector();
  for (std::size_t count = 0; count < kDirectorySectorsMax && sector < kEndOfChain; ++count) {
    const std::string entries = file.sector(sector);
    for (std::size_t offset = 0; offset < entries.size(); offset += kEntryBytes) {
      const CompoundContent content =
          content_of(entry_name(std::string_view(entries).substr(offset, kEntryBytes)));
      // The first stream that is known decides; a workbook with documents embedded lists itself before them.
      if (content != CompoundContent::Other) return content;
    }
    sector = file.next_sector(sector);
  }
  return CompoundContent::Other;
}

}  // namespace calltracker::workbook
