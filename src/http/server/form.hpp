// SPDX-License-Identifier: MIT
#pragma once

// A form as it was sent: short fields in memory, one file on disk.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "http/server/multipart.hpp"
#include "http/server/temporary_file.hpp"

namespace calltracker::http::server {

struct UploadedFile {
  std::string field;
  std::string file_name;  // the sender's words: not a path
  TemporaryFile content;
};

struct Form {
  std::multimap<std::string, std::string, std::less<>> fields;
  std::optional<UploadedFile> file;

  std::optional<std::string> field(std::string_view name) const;
};

// Reads a multipart body piece by piece. Throws Error{Usage, "multipart-invalid" | "form-invalid"} and
// Error{Storage, "upload-unwritable"}; what was written so far is removed then.
class FormReader {
 public:
  FormReader(std::string_view boundary, std::filesystem::path folder);
  FormReader(const FormReader&) = delete;
  FormReader& operator=(const FormReader&) = delete;

  void feed(std::string_view piece) { parser_.feed(piece); }
  Form finish();

 private:
  void begin_part(const PartHead& head);
  void add_data(std::string_view data);
  void end_part();

  std::filesystem::path folder_;
  Form form_;
  std::string field_name_;
  std::string field_value_;
  std::size_t field_bytes_ = 0;
  bool in_file_ = false;
  MultipartParser parser_;
};

}  // namespace calltracker::http::server
