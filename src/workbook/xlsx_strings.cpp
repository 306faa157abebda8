// SPDX-License-Identifier: MIT
#include "workbook/xlsx_strings.hpp"

#include <charconv>
#include <optional>

#include "workbook/valid_text.hpp"

namespace calltracker::workbook {
namespace {

constexpr std::size_t kEscapeBytes = 7;

// The UTF-16 unit of an escape at the start of `text`.
std::optional<std::uint16_t> escape_at(std::string_view text) {
  if (text.size() < kEscapeBytes || text[0] != '_' || (text[1] != 'x' && text[1] != 'X') || text[6] != '_') {
    return std::nullopt;
  }
  std::uint16_t unit = 0;
  const auto [stop, failure] = std::from_chars(text.data() + 2, text.data() + 6, unit, 16);
  if (failure != std::errc() || stop != text.data() + 6) return std::nullopt;
  return unit;
}

}  // namespace

void decode_escapes(std::string& text, std::size_t from) {
  std::size_t found = text.find("_x", from);
  if (found == std::string::npos) found = text.find("_X", from);
  if (found == std::string::npos) return;
  std::string decoded(text, 0, from);
  std::string_view rest = std::string_view(text).substr(from);
  while (!rest.empty()) {
    const auto unit = escape_at(rest);
    if (!unit) {
      decoded += rest.front();
      rest.remove_prefix(1);
      continue;
    }
    rest.remove_prefix(kEscapeBytes);
    char32_t code_point = *unit;
    if (code_point >= 0xD800 && code_point < 0xDC00) {
      const auto low = escape_at(rest);
      if (low && *low >= 0xDC00 && *low < 0xE000) {
        code_point = 0x10000 + ((code_point - 0xD800) << 10) + (*low - 0xDC00U);
        rest.remove_prefix(kEscapeBytes);
      }
    }
    const bool is_lone_surrogate = code_point >= 0xD800 && code_point < 0xE000;
    append_utf8(decoded, is_lone_surrogate ? U'\xFFFD' : code_point);
  }
  text = std::move(decoded);
}

void read_string_item(XmlScanner& scanner, const ReadContext& context, std::string& text) {
  const std::size_t from = text.size();
  const std::size_t outer = scanner.depth() - 1;
  std::size_t text_depth = 0;
  while (scanner.depth() > outer) {
    switch (scanner.next()) {
      case XmlToken::Start:
        if (scanner.at_sheet_element("t")) {
          text_depth = scanner.depth();
        } else if (scanner.at_sheet_element("rPh")) {
          scanner.skip_element();
        }
        break;
      case XmlToken::Text:
        if (text_depth != 0) context.append_text(text, scanner.text());
        break;
      case XmlToken::End:
        if (scanner.depth() < text_depth) text_depth = 0;
        break;
      case XmlToken::Done:
        return;
    }
  }
  decode_escapes(text, from);
}

void read_shared_strings(const ZipArchive& archive, const std::string& part, ReadContext& context,
                         StringTable& table) {
  const auto bytes = archive.open(part, context);
  XmlScanner scanner(*bytes, context.place, context.limits().nesting);
  std::string text;
  std::uint64_t total = 0;
  for (XmlToken token = scanner.next(); token != XmlToken::Done; token = scanner.next()) {
    if (token != XmlToken::Start || !scanner.at_sheet_element("si")) continue;
    if (table.size() == context.limits().cells) context.fail(Fault::TooManyCells, "too many shared strings");
    text.clear();
    read_string_item(scanner, context, text);
    total += text.size();
    if (total > context.limits().text_bytes) context.fail(Fault::TooLarge, "too much text in shared strings");
    table.add(text);
  }
  context.place = {};
}

}  // namespace calltracker::workbook
