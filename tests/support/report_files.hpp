// SPDX-License-Identifier: MIT
#pragma once

// What a reader of a report file would find in it: the text of a PDF, the parts of a workbook, the rows of a
// CSV. Used by tests to open what was written.

#include <expat.h>
#include <unistd.h>
#include <zip.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace calltracker::report_files {

// A folder that is gone when the test is over.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "calltracker-report-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = pattern;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

inline std::string output_of(const std::string& command) {
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("cannot run " + command);
  std::string output;
  std::array<char, 4096> buffer;
  for (std::size_t count = 0; (count = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) {
    output.append(buffer.data(), count);
  }
  if (pclose(pipe) != 0) throw std::runtime_error("failed: " + command);
  return output;
}

inline std::string pdf_text(const std::filesystem::path& path) {
  return output_of("pdftotext -enc UTF-8 '" + path.string() + "' -");
}

inline int pdf_page_count(const std::filesystem::path& path) {
  const std::string info = output_of("pdfinfo '" + path.string() + "'");
  return std::stoi(info.substr(info.find("Pages:") + 6));
}

// Name → content of every file in a zip.
inline std::map<std::string, std::string> zip_parts(const std::filesystem::path& path) {
  int error = 0;
  zip_t* archive = zip_open(path.c_str(), ZIP_RDONLY | ZIP_CHECKCONS, &error);
  if (archive == nullptr) throw std::runtime_error("not a zip");
  std::map<std::string, std::string> parts;
  for (zip_int64_t index = 0; index < zip_get_num_entries(archive, 0); ++index) {
    zip_stat_t stat{};
    zip_stat_index(archive, static_cast<zip_uint64_t>(index), 0, &stat);
    zip_file_t* file = zip_fopen_index(archive, static_cast<zip_uint64_t>(index), 0);
    std::string content(stat.size, '\0');
    zip_fread(file, content.data(), content.size());
    zip_fclose(file);
    parts[stat.name] = std::move(content);
  }
  zip_close(archive);
  return parts;
}

inline bool is_well_formed_xml(const std::string& text) {
  XML_Parser parser = XML_ParserCreate(nullptr);
  const bool well_formed =
      XML_Parse(parser, text.data(), static_cast<int>(text.size()), XML_TRUE) == XML_STATUS_OK;
  XML_ParserFree(parser);
  return well_formed;
}

// RFC 4180, strictly: every row ends in CRLF.
inline std::vector<std::vector<std::string>> csv_rows(const std::string& text) {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> row;
  std::string field;
  bool quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char letter = text[at];
    if (quoted) {
      if (letter != '"') {
        field += letter;
      } else if (at + 1 < text.size() && text[at + 1] == '"') {
        field += text[++at];
      } else {
        quoted = false;
      }
    } else if (letter == '"' && field.empty()) {
      quoted = true;
    } else if (letter == ',' || letter == '\r') {
      row.push_back(std::move(field));
      field.clear();
      if (letter == '\r') {
        rows.push_back(std::move(row));
        row.clear();
        ++at;
      }
    } else {
      field += letter;
    }
  }
  return rows;
}

}  // namespace calltracker::report_files
