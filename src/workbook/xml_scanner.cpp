// SPDX-License-Identifier: MIT
#include "workbook/xml_scanner.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "workbook/text_decoder.hpp"

namespace calltracker::workbook {
namespace {

constexpr std::size_t kBufferBytes = 128 * 1024;
// A tag has to fit the buffer as a whole. No spreadsheet program writes attributes anywhere near this size.
constexpr std::size_t kTagBytesMax = 1024 * 1024;
// "&#x10FFFF;" with room for leading zeros.
constexpr std::size_t kReferenceBytesMax = 16;
constexpr std::size_t kDeclarationBytesMax = 1024;

constexpr std::array<bool, 256> kStopsText = [] {
  std::array<bool, 256> stops{};
  stops['<'] = stops['&'] = stops['\r'] = true;
  return stops;
}();

const char* find_text_stop(const char* from, const char* end) {
  // Eight bytes at a time: a byte equals one of the three stops where the exclusive-or with it is zero.
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kHighs = 0x8080808080808080;
  const auto zero_byte = [](std::uint64_t word) { return (word - kOnes) & ~word & kHighs; };
  while (end - from >= 8) {
    std::uint64_t word;
    std::memcpy(&word, from, sizeof word);
    if (zero_byte(word ^ (kOnes * '<')) | zero_byte(word ^ (kOnes * '&')) | zero_byte(word ^ (kOnes * '\r')))
      break;
    from += 8;
  }
  while (from < end && !kStopsText[static_cast<unsigned char>(*from)]) ++from;
  return from;
}

bool is_blank(std::string_view text) {
  return std::ranges::all_of(text, is_xml_space);
}

}  // namespace

XmlScanner::XmlScanner(ByteSource& source, const Place& place, std::uint32_t nesting_max)
    : source_(&source), place_(place), nesting_max_(nesting_max), buffer_(kBufferBytes) {
  ensure(4);
  const std::string_view start = rest().substr(0, 4);
  DetectedEncoding detected = detect_unicode(start);
  if (detected.encoding != TextEncoding::Utf8) {
    decoded_ = std::make_unique<DecodedBytes>(source, detected.encoding, rest().substr(detected.mark_bytes));
    source_ = decoded_.get();
    begin_ = end_ = 0;
    source_ended_ = false;
  } else {
    begin_ += detected.mark_bytes;
  }
  // The encoding that the declaration names is about the bytes before they were decoded here.
  if (detected.encoding == TextEncoding::Utf8 && ensure(6) && rest().starts_with("<?xml")) scan_declaration();
}

XmlScanner::~XmlScanner() = default;

bool XmlScanner::refill() {
  if (source_ended_) return false;
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, available());
    end_ -= begin_;
    begin_ = 0;
  }
  if (end_ == buffer_.size()) {
    if (buffer_.size() >= kTagBytesMax) place_.fail(Fault::Corrupt, "an XML tag of more than one megabyte");
    buffer_.resize(buffer_.size() * 2);
  }
  const std::size_t count = source_->read({buffer_.data() + end_, buffer_.size() - end_});
  if (count == 0) source_ended_ = true;
  end_ += count;
  return count > 0;
}

bool XmlScanner::ensure(std::size_t count) {
  while (available() < count) {
    if (!refill()) return false;
  }
  return true;
}

XmlToken XmlScanner::next() {
  if (pending_end_) {
    pending_end_ = false;
    close_element();
    return XmlToken::End;
  }
  while (true) {
    if (in_character_data_) {
      if (scan_character_data()) return XmlToken::Text;
      continue;
    }
    if (begin_ == end_ && !refill()) return finish();
    if (buffer_[begin_] == '<') {
      if (const auto token = scan_markup()) return *token;
    } else if (scan_text()) {
      return XmlToken::Text;
    }
  }
}

XmlToken XmlScanner::finish() {
  if (!open_.empty() || !root_seen_) place_.fail(Fault::Truncated, "the XML ends inside an element");
  return XmlToken::Done;
}

void XmlScanner::skip_element() {
  const std::size_t outer = depth() - 1;
  while (depth() > outer) {
    if (next() == XmlToken::Done) return;
  }
}

// False when the text was white space outside the root element, which is no token.
bool XmlScanner::scan_text() {
  const char* from = buffer_.data() + begin_;
  const char* stop = find_text_stop(from, buffer_.data() + end_);
  if (stop > from) {
    text_ = {from, static_cast<std::size_t>(stop - from)};
    begin_ += text_.size();
  } else if (*from == '\r') {
    // XML reads every line end as a line feed.
    ensure(2);
    begin_ += available() >= 2 && buffer_[begin_ + 1] == '\n' ? 2 : 1;
    text_ = "\n";
  } else {
    scan_reference();
  }
  if (!open_.empty()) return true;
  if (!is_blank(text_)) place_.fail(Fault::Corrupt, "text outside the XML root element");
  return false;
}

void XmlScanner::scan_reference() {
  ensure(kReferenceBytesMax);
  const std::size_t length = rest().substr(0, kReferenceBytesMax).find(';');
  if (length == std::string_view::npos)
    place_.fail(Fault::Corrupt, "an ampersand that begins no XML reference");
  const std::string_view raw = rest().substr(0, length + 1);
  auto decoded = decode_references(raw);
  if (!decoded) place_.fail(Fault::Corrupt, "the unknown XML reference " + std::string(raw));
  reference_text_ = std::move(*decoded);
  text_ = reference_text_;
  begin_ += raw.size();
}

// Gives a CDATA section as text. False when the section ended without any more of it.
bool XmlScanner::scan_character_data() {
  while (true) {
    const std::size_t close = rest().find("]]>");
    if (close != std::string_view::npos) {
      in_character_data_ = close != 0;
      text_ = rest().substr(0, close);
      begin_ += close == 0 ? 3 : close;
      return close != 0;
    }
    if (available() > 2) {
      // The last two bytes may be the start of the terminator.
      text_ = rest().substr(0, available() - 2);
      begin_ += text_.size();
      return true;
    }
    if (!refill()) place_.fail(Fault::Truncated, "the XML ends inside a CDATA section");
  }
}

std::optional<XmlToken> XmlScanner::scan_markup() {
  if (!ensure(2)) place_.fail(Fault::Truncated, "the XML ends inside a tag");
  switch (buffer_[begin_ + 1]) {
    case '/':
      scan_end_tag();
      return XmlToken::End;
    case '?':
      skip_past("?>");
      return std::nullopt;
    case '!':
      ensure(9);
      if (rest().starts_with("<!--")) {
        begin_ += 4;
        skip_past("-->");
      } else if (rest().starts_with("<![CDATA[") && !open_.empty()) {
        begin_ += 9;
        in_character_data_ = true;
      } else {
        place_.fail(rest().starts_with("<!D") ? Fault::XmlForbidden : Fault::Corrupt,
                    "an XML declaration \"<!\"");
      }
      return std::nullopt;
    default:
      scan_start_tag();
      return XmlToken::Start;
  }
}

void XmlScanner::skip_past(std::string_view terminator) {
  while (true) {
    const std::size_t found = rest().find(terminator);
    if (found != std::string_view::npos) {
      begin_ += found + terminator.size();
      return;
    }
    if (available() >= terminator.size()) begin_ = end_ - (terminator.size() - 1);
    if (!refill()) place_.fail(Fault::Truncated, "the XML ends inside a comment or instruction");
  }
}

void XmlScanner::scan_declaration() {
  ensure(kDeclarationBytesMax);
  const std::string_view declaration = rest().substr(0, rest().find("?>"));
  const std::size_t found = declaration.find("encoding");
  if (found == std::string_view::npos) return;
  const std::size_t open = declaration.find_first_of("\"'", found);
  if (open == std::string_view::npos) return;
  std::string name(declaration.substr(open + 1, declaration.find(declaration[open], open + 1) - open - 1));
  std::ranges::transform(name, name.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  if (name != "UTF-8" && name != "UTF8" && name != "US-ASCII" && name != "ASCII") {
    place_.fail(Fault::Corrupt, "XML in the encoding " + name.substr(0, 40));
  }
}

// Length of the tag at begin_ up to and with its '>', which may also stand inside quotes.
std::size_t XmlScanner::find_tag_end() {
  std::size_t length = 1;
  char quote = 0;
  while (true) {
    const char* bytes = buffer_.data() + begin_;
    for (const std::size_t count = available(); length < count; ++length) {
      const char c = bytes[length];
      if (quote != 0) {
        if (c == quote) quote = 0;
      } else if (c == '>') {
        return length + 1;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '<') {
        place_.fail(Fault::Corrupt, "a '<' inside an XML tag");
      }
    }
    if (!refill()) place_.fail(Fault::Truncated, "the XML ends inside a tag");
  }
}

}  // namespace calltracker::workbook
