// SPDX-License-Identifier: MIT
#include "workbook/text_decoder.hpp"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>

namespace calltracker::workbook {
namespace {

constexpr std::size_t kInputBytes = 64 * 1024;

const char* icu_name(TextEncoding encoding) {
  switch (encoding) {
    case TextEncoding::Utf16LittleEndian:
      return "UTF-16LE";
    case TextEncoding::Utf16BigEndian:
      return "UTF-16BE";
    case TextEncoding::Windows1252:
      return "windows-1252";
    case TextEncoding::Utf8:
      break;
  }
  return "UTF-8";
}

UConverter* open_converter(const char* name) {
  UErrorCode status = U_ZERO_ERROR;
  UConverter* converter = ucnv_open(name, &status);
  if (U_FAILURE(status)) throw std::runtime_error(std::string("no converter for ") + name);
  return converter;
}

}  // namespace

struct DecodedBytes::Converter {
  explicit Converter(const char* name) : from(open_converter(name)), to(open_converter("UTF-8")) {}
  ~Converter() {
    ucnv_close(from);
    ucnv_close(to);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  UConverter* from;
  UConverter* to;
  std::array<UChar, 4096> pivot{};
  UChar* pivot_source = pivot.data();
  UChar* pivot_target = pivot.data();
  bool started = false;
};

DetectedEncoding detect_unicode(std::string_view start) {
  if (start.starts_with("\xEF\xBB\xBF")) return {TextEncoding::Utf8, 3};
  if (start.starts_with("\xFF\xFE")) return {TextEncoding::Utf16LittleEndian, 2};
  if (start.starts_with("\xFE\xFF")) return {TextEncoding::Utf16BigEndian, 2};
  std::array<std::size_t, 2> nuls{};
  for (std::size_t index = 0; index < start.size(); ++index) nuls[index % 2] += start[index] == '\0' ? 1 : 0;
  // The separators and line ends of any call log are below U+0100, so UTF-16 has NULs on one side and none on
  // the other; a stray NUL in an 8-bit file is rare and falls on either side.
  const std::size_t enough = std::max<std::size_t>(2, start.size() / 16);
  if (nuls[1] >= enough && nuls[0] * 16 <= nuls[1]) return {TextEncoding::Utf16LittleEndian, 0};
  if (nuls[0] >= enough && nuls[1] * 16 <= nuls[0]) return {TextEncoding::Utf16BigEndian, 0};
  return {TextEncoding::Utf8, 0};
}

DecodedBytes::DecodedBytes(ByteSource& source, TextEncoding encoding, std::string_view start)
    : source_(source), input_(std::max(kInputBytes, start.size())), input_end_(start.size()) {
  start.copy(input_.data(), start.size());
  if (encoding != TextEncoding::Utf8) converter_ = std::make_unique<Converter>(icu_name(encoding));
}

DecodedBytes::~DecodedBytes() = default;

std::size_t DecodedBytes::read(std::span<char> target) {
  if (!converter_) {
    if (input_begin_ == input_end_) return source_.read(target);
    const std::size_t count = std::min(target.size(), input_end_ - input_begin_);
    std::memcpy(target.data(), input_.data() + input_begin_, count);
    input_begin_ += count;
    return count;
  }
  while (true) {
    if (input_begin_ == input_end_ && !source_ended_) {
      input_begin_ = 0;
      input_end_ = source_.read(input_);
      source_ended_ = input_end_ == 0;
    }
    char* output = target.data();
    const char* input = input_.data() + input_begin_;
    UErrorCode status = U_ZERO_ERROR;
    Converter& with = *converter_;
    ucnv_convertEx(with.to, with.from, &output, target.data() + target.size(), &input,
                   input_.data() + input_end_, with.pivot.data(), &with.pivot_source, &with.pivot_target,
                   with.pivot.data() + with.pivot.size(), !with.started, source_ended_, &status);
    with.started = true;
    input_begin_ = static_cast<std::size_t>(input - input_.data());
    const auto count = static_cast<std::size_t>(output - target.data());
    // An empty answer would be taken for the end, so the loop goes on until there is text or nothing is left.
    if (count > 0 || source_ended_) return count;
    if (U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR) throw std::runtime_error(u_errorName(status));
  }
}

}  // namespace calltracker::workbook
