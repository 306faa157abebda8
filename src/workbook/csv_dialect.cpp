// SPDX-License-Identifier: MIT
#include "workbook/csv_dialect.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

#include "base/text.hpp"
#include "workbook/csv_scanner.hpp"

namespace calltracker::workbook {
namespace {

constexpr std::size_t kSampleRecords = 40;
constexpr std::string_view kSeparators = ",;\t|";

class FieldCounter final : public CsvHandler {
 public:
  void field(std::string_view, bool last_part) override { fields_ += last_part ? 1 : 0; }
  Flow end_record() override {
    // One empty field is a blank line.
    counts.push_back(fields_);
    fields_ = 0;
    return counts.size() < kSampleRecords ? Flow::Continue : Flow::Stop;
  }

  std::vector<std::size_t> counts;

 private:
  std::size_t fields_ = 0;
};

double score(std::string_view sample, char separator) {
  FieldCounter counter;
  CsvScanner scanner(separator, counter);
  scanner.feed(sample);
  // The record that the sample cuts off does not count, unless it is all there is.
  if (counter.counts.empty()) scanner.finish();
  std::map<std::size_t, double> weight_of_width;
  double total = 0;
  for (std::size_t record = 0; record < counter.counts.size(); ++record) {
    const double weight = 1.0 / static_cast<double>(record + 1);
    total += weight;
    weight_of_width[counter.counts[record]] += weight;
  }
  double best = 0;
  for (const auto& [width, weight] : weight_of_width) {
    if (width < 2) continue;
    const double share = weight / total;
    best = std::max(best, share * share * std::log2(1.0 + static_cast<double>(width)));
  }
  return best;
}

}  // namespace

CsvDialect detect_dialect(std::string_view start) {
  const std::string_view line = start.substr(0, start.find_first_of("\r\n"));
  const std::string_view unquoted =
      line.size() >= 2 && line.front() == '"' && line.back() == '"' ? line.substr(1, line.size() - 2) : line;
  if (unquoted.size() == 5 && equals_ignoring_case(unquoted.substr(0, 4), "sep=")) {
    std::size_t skip = line.size();
    if (start.substr(skip, 2) == "\r\n") {
      skip += 2;
    } else if (skip < start.size()) {
      skip += 1;
    }
    return {unquoted[4], skip};
  }
  CsvDialect dialect;
  double best = 0;
  for (const char separator : kSeparators) {
    const double candidate = score(start, separator);
    if (candidate <= best) continue;
    best = candidate;
    dialect.separator = separator;
  }
  return dialect;
}

}  // namespace calltracker::workbook
