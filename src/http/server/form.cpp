// SPDX-License-Identifier: MIT
#include "http/server/form.hpp"

#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"

namespace calltracker::http::server {
namespace {

constexpr std::size_t kFieldBytesMax = 64 * 1024;  // all fields together

[[noreturn]] void fail(std::string message) {
  throw Error({.kind = ErrorKind::Usage,
               .code = "form-invalid",
               .message = std::move(message),
               .state = "nothing was stored"});
}

}  // namespace

std::optional<std::string> Form::field(std::string_view name) const {
  const auto found = fields.find(name);
  return found == fields.end() ? std::nullopt : std::optional(found->second);
}

FormReader::FormReader(std::string_view boundary, std::filesystem::path folder)
    : folder_(std::move(folder)),
      parser_(boundary, {.part_begins = [this](const PartHead& head) { begin_part(head); },
                         .data = [this](std::string_view data) { add_data(data); },
                         .part_ends = [this] { end_part(); }}) {}

Form FormReader::finish() {
  parser_.finish();
  return std::move(form_);
}

void FormReader::begin_part(const PartHead& head) {
  in_file_ = head.file_name.has_value();
  if (in_file_) {
    if (form_.file) fail("the form has more than one file");
    form_.file.emplace(head.name, *head.file_name, TemporaryFile(folder_));
  } else {
    field_name_ = head.name;
    field_value_.clear();
  }
}

void FormReader::add_data(std::string_view data) {
  if (in_file_) {
    form_.file->content.write(data);
    return;
  }
  field_bytes_ += data.size();
  if (field_bytes_ > kFieldBytesMax) fail("the fields of the form are too long");
  field_value_.append(data);
}

void FormReader::end_part() {
  if (in_file_) {
    form_.file->content.close();
  } else {
    form_.fields.emplace(std::move(field_name_), to_valid_utf8(field_value_));
  }
}

}  // namespace calltracker::http::server
