// SPDX-License-Identifier: MIT
#include "operations/evaluate_job.hpp"

#include <cstdint>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "evaluation/label_table.hpp"
#include "workbook/cell.hpp"
#include "workbook/reader_process.hpp"

namespace calltracker::operations {

namespace {

// The rows of the first sheet, as texts.
class LabelRows final : public workbook::RowSink {
 public:
  workbook::Flow row(const workbook::Sheet& sheet, workbook::Row& row) override {
    if (!sheet_) sheet_ = sheet.index;
    if (sheet.index != *sheet_) return workbook::Flow::Stop;
    evaluation::LabelRow read{.number = row.number, .cells = {}};
    for (const workbook::Cell& cell : row.cells) {
      read.cells.resize(cell.column + std::size_t{1});
      read.cells.back() = workbook::cell_text(cell);
    }
    rows_.push_back(std::move(read));
    return workbook::Flow::Continue;
  }

  const std::vector<evaluation::LabelRow>& rows() const { return rows_; }

 private:
  std::optional<std::uint32_t> sheet_;
  std::vector<evaluation::LabelRow> rows_;
};

bool is_json(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  text = trim(text);
  return text.starts_with('[') || text.starts_with('{');
}

}  // namespace

std::vector<evaluation::CallLabel> read_labels(const Services& services, const std::filesystem::path& file) {
  std::error_code failure;
  const bool is_file = std::filesystem::is_regular_file(file, failure);
  std::ifstream in(file, std::ios::binary);
  if (!is_file || !in) {
    throw Error({.kind = ErrorKind::Input,
                 .code = "labels-unreadable",
                 .message = "the labels cannot be read",
                 .where = file.string(),
                 .hint = "give a file of JSON or a table (.csv, .xlsx); docs/command-line.md describes both",
                 .state = "nothing was analysed"});
  }
  const std::string name = file.filename().string();
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (is_json(text)) return evaluation::parse_labels(text, name, services.workspace());
  LabelRows sink;
  workbook::read_in_child(file.string(), {}, sink, {services.reader_program.string()});
  return evaluation::read_label_table(sink.rows(), name, services.workspace());
}

evaluation::Evaluation evaluate_job(Services& services, const JobId& job,
                                    const std::vector<evaluation::CallLabel>& labels) {
  evaluation::LabelComparison comparison(labels, services.workspace());
  services.calls.for_each_call(job, [&comparison](const Call& call) { comparison.add(call); });
  return comparison.finish();
}

}  // namespace calltracker::operations
