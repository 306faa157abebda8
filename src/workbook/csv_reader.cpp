// SPDX-License-Identifier: MIT
#include "workbook/csv_reader.hpp"

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "workbook/cell_value.hpp"
#include "workbook/csv_dialect.hpp"
#include "workbook/csv_scanner.hpp"
#include "workbook/valid_text.hpp"

namespace calltracker::workbook {
namespace {

constexpr std::size_t kChunkBytes = 256 * 1024;
constexpr std::size_t kSequenceBytesMax = 4;

// Counts how far bytes follow the rules of UTF-8, across chunks.
class Utf8Census {
 public:
  void add(std::string_view chunk) {
    std::string joined;
    if (!carried_.empty()) {
      joined = std::move(carried_) + std::string(chunk);
      chunk = joined;
      carried_.clear();
    }
    while (!chunk.empty()) {
      if (chunk.front() >= 0) {
        chunk.remove_prefix(plain_length(chunk));
        continue;
      }
      const std::size_t length = utf8_sequence_length(chunk);
      if (length == 0 && chunk.size() < kSequenceBytesMax) {
        carried_ = chunk;
        return;
      }
      ++(length == 0 ? broken_ : sequences_);
      chunk.remove_prefix(std::max<std::size_t>(length, 1));
    }
  }

  // A sequence that the end of the file cuts off is a broken one.
  void finish() { broken_ += carried_.empty() ? 0 : 1; }

  // Windows-1252 text hardly ever forms valid sequences, and UTF-8 text hardly ever breaks them.
  bool is_utf8() const { return broken_ == 0 || sequences_ > broken_ * 4; }

 private:
  static std::size_t plain_length(std::string_view text) {
    std::size_t length = 0;
    while (length < text.size() && text[length] >= 0) ++length;
    return length;
  }

  std::string carried_;
  std::uint64_t sequences_ = 0;
  std::uint64_t broken_ = 0;
};

class RowBuilder final : public CsvHandler {
 public:
  explicit RowBuilder(ReadContext& context) : context_(context) {}

  void field(std::string_view part, bool last_part) override {
    append_without_nul(part);
    if (!last_part) return;
    context_.count_cell();
    context_.check_column(column_);
    if (!text_.empty()) {
      context_.count_text(text_.size());
      Cell& cell = context_.add_cell(column_);
      cell.kind = CellKind::Text;
      cell.text = std::move(text_);
    }
    text_.clear();
    ++column_;
  }

  Flow end_record() override {
    column_ = 0;
    context_.place.row = row_ + 1;
    return context_.deliver(row_++);
  }

 private:
  void append_without_nul(std::string_view part) {
    while (true) {
      const std::size_t nul = part.find('\0');
      context_.append_text(text_, part.substr(0, nul));
      if (nul == std::string_view::npos) return;
      part.remove_prefix(nul + 1);
    }
  }

  ReadContext& context_;
  std::string text_;
  std::uint32_t column_ = 0;
  std::uint32_t row_ = 1;
};

}  // namespace

DetectedEncoding detect_file_encoding(int descriptor) {
  FileBytes file(descriptor);
  std::vector<char> buffer(kChunkBytes);
  std::size_t count = read_fully(file, buffer);
  const DetectedEncoding unicode = detect_unicode({buffer.data(), count});
  if (unicode.encoding != TextEncoding::Utf8 || unicode.mark_bytes != 0) return unicode;
  Utf8Census census;
  for (; count > 0; count = read_fully(file, buffer)) census.add({buffer.data(), count});
  census.finish();
  return {census.is_utf8() ? TextEncoding::Utf8 : TextEncoding::Windows1252, 0};
}

void read_csv(int descriptor, ReadContext& context) {
  const Sheet sheet;
  context.check_requested({sheet});
  context.begin_sheet(sheet);
  context.place.row = 1;

  const DetectedEncoding detected = detect_file_encoding(descriptor);
  FileBytes file(descriptor, detected.mark_bytes);
  DecodedBytes decoded(file, detected.encoding);
  std::vector<char> buffer(kChunkBytes);
  std::size_t count = read_fully(decoded, buffer);
  const CsvDialect dialect = detect_dialect({buffer.data(), count});
  RowBuilder builder(context);
  CsvScanner scanner(dialect.separator, builder);
  Flow flow = scanner.feed(std::string_view(buffer.data(), count).substr(dialect.skip_bytes));
  while (flow == Flow::Continue && (count = decoded.read(buffer)) > 0) {
    context.check_time();
    flow = scanner.feed({buffer.data(), count});
  }
  if (flow == Flow::Continue) scanner.finish();
  context.end_sheet({});
}

}  // namespace calltracker::workbook
