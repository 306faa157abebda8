// SPDX-License-Identifier: MIT
#pragma once

// Turns the encodings that exported files come in into UTF-8, chunk by chunk.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "workbook/byte_source.hpp"

namespace calltracker::workbook {

enum class TextEncoding { Utf8, Utf16LittleEndian, Utf16BigEndian, Windows1252 };

struct DetectedEncoding {
  TextEncoding encoding = TextEncoding::Utf8;
  std::uint32_t mark_bytes = 0;  // length of the byte order mark, to be skipped
};

// UTF-16 or UTF-8 by byte order mark, UTF-16 without one by where its NULs stand. Anything else is reported
// as UTF-8.
DetectedEncoding detect_unicode(std::string_view start);

// The bytes of another source as UTF-8; what cannot be decoded becomes U+FFFD. UTF-8 passes through
// unchecked.
class DecodedBytes final : public ByteSource {
 public:
  // `start` are bytes already taken from the source.
  DecodedBytes(ByteSource& source, TextEncoding encoding, std::string_view start = {});
  ~DecodedBytes() override;
  std::size_t read(std::span<char> target) override;

 private:
  struct Converter;

  ByteSource& source_;
  std::unique_ptr<Converter> converter_;
  std::vector<char> input_;
  std::size_t input_begin_ = 0;
  std::size_t input_end_ = 0;
  bool source_ended_ = false;
};

}  // namespace calltracker::workbook
