// SPDX-License-Identifier: MIT
#pragma once

// What the workbook tests share: files that vanish, packages written part by part, and a sink that remembers.

#include <fcntl.h>
#include <unistd.h>
#include <zip.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "workbook/reader.hpp"

namespace calltracker::workbook::test {

// A folder of its own for one test case.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "workbook-test-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string path(const std::string& name) const { return (path_ / name).string(); }
  std::string write(const std::string& name, std::string_view bytes) const {
    std::ofstream(path(name), std::ios::binary) << bytes;
    return path(name);
  }

 private:
  std::filesystem::path path_;
};

inline std::string file_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

using Parts = std::vector<std::pair<std::string, std::string>>;

inline std::string write_zip(const TemporaryFolder& folder, const std::string& name, const Parts& parts) {
  const std::string path = folder.path(name);
  zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
  for (const auto& [part, bytes] : parts) {
    zip_source_t* source = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
    zip_file_add(archive, part.c_str(), source, ZIP_FL_OVERWRITE | ZIP_FL_ENC_UTF_8);
  }
  zip_close(archive);
  return path;
}

constexpr std::string_view kSpreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view kOffice = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

// An .xlsx of one sheet "Calls" whose parts a test may replace or add to.
struct Xlsx {
  std::string rows;  // inside sheetData
  std::string after_rows;
  std::vector<std::string> strings;  // the XML inside each <si>
  std::string workbook_properties;
  std::string formats;       // <numFmt> elements
  std::string cell_formats;  // <xf> elements
  std::map<std::string, std::string> replaced;

  Parts parts() const {
    const std::string spreadsheet(kSpreadsheet);
    const std::string office(kOffice);
    const std::string relationships =
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
    std::string items;
    for (const std::string& item : strings) items += "<si>" + item + "</si>";
    std::map<std::string, std::string> parts = {
        {"_rels/.rels", relationships + "<Relationship Id=\"rId1\" Type=\"" + office +
                            "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"},
        {"xl/workbook.xml",
         "<?xml version=\"1.0\" encoding=\"UTF-8\"?><workbook xmlns=\"" + spreadsheet + "\" xmlns:r=\"" +
             office + "\">" + workbook_properties +
             "<sheets><sheet name=\"Calls\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"},
        {"xl/_rels/workbook.xml.rels",
         relationships + "<Relationship Id=\"rId1\" Type=\"" + office +
             "/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"" + office +
             "/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"rId3\" Type=\"" + office +
             "/styles\" Target=\"/xl/styles.xml\"/></Relationships>"},
        {"xl/worksheets/sheet1.xml", "<worksheet xmlns=\"" + spreadsheet + "\"><sheetData>" + rows +
                                         "</sheetData>" + after_rows + "</worksheet>"},
        {"xl/sharedStrings.xml", "<sst xmlns=\"" + spreadsheet + "\">" + items + "</sst>"},
        {"xl/styles.xml", "<styleSheet xmlns=\"" + spreadsheet + "\"><numFmts>" + formats +
                              "</numFmts><cellXfs>" + cell_formats + "</cellXfs></styleSheet>"}};
    for (const auto& [name, bytes] : replaced) parts[name] = bytes;
    return {parts.begin(), parts.end()};
  }

  std::string write(const TemporaryFolder& folder) const { return write_zip(folder, "week.xlsx", parts()); }
};

struct RememberedSheet {
  Sheet sheet;
  std::vector<Row> rows;
  std::vector<MergedRange> merged;
};

struct Memory final : RowSink {
  std::vector<RememberedSheet> sheets;
  std::uint64_t rows_wanted = UINT64_MAX;
  std::uint64_t rows_seen = 0;

  void begin_sheet(const Sheet& sheet) override { sheets.push_back({sheet, {}, {}}); }
  Flow row(const Sheet&, Row& row) override {
    sheets.back().rows.push_back(row);
    return ++rows_seen < rows_wanted ? Flow::Continue : Flow::Stop;
  }
  void end_sheet(const Sheet&, const std::vector<MergedRange>& merged) override {
    sheets.back().merged = merged;
  }

  const Row& row_at(std::size_t index) const { return sheets.at(0).rows.at(index); }
  // "1: A=Start|C=12" for every row, one per line.
  std::string text() const {
    std::string all;
    for (const RememberedSheet& sheet : sheets) {
      for (const Row& row : sheet.rows) {
        all += std::to_string(row.number) + ":";
        for (const Cell& cell : row.cells) all += " " + column_letters(cell.column) + "=" + cell_text(cell);
        all += "\n";
      }
    }
    return all;
  }
};

inline Memory read(const std::string& path, const ReadRequest& request = {}) {
  Memory memory;
  read_workbook(path, request, memory);
  return memory;
}

// The error that an action ends with; one with the code "none" when it does not fail.
inline ErrorDetails error_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.details();
  }
  ErrorDetails none;
  none.code = "none";
  return none;
}

inline ErrorDetails error_of_reading(const std::string& path, const Limits& limits = {}) {
  ReadRequest request;
  request.limits = limits;
  return error_of([&] { read(path, request); });
}

}  // namespace calltracker::workbook::test
