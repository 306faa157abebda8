// SPDX-License-Identifier: MIT
#pragma once

// A pull scanner for the XML inside .xlsx and .ods packages: half a gigabyte of text in well under a second.
//
// It holds one buffer, never the document. Elements and attributes are named by namespace and local name,
// whatever prefix the file chose. Document types are refused, so there are no entities but XML's own five and
// no expansion. What is not well-formed ends in an Error; names and characters are not checked against XML's
// tables, which nothing here depends on (text is made valid UTF-8 later).

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workbook/byte_source.hpp"
#include "workbook/read_context.hpp"

namespace calltracker::workbook {

// The namespaces that spreadsheet packages use; the strict and the transitional form of one are the same.
enum class XmlSpace : std::uint8_t {
  None,
  Other,
  Spreadsheet,
  OfficeRelationships,
  PackageRelationships,
  OdfOffice,
  OdfTable,
  OdfText,
  OdfStyle,
  OdfManifest,
  OdfExtension,
};

enum class XmlToken { Start, End, Text, Done };

class XmlScanner {
 public:
  // Source and place must outlive the scanner.
  XmlScanner(ByteSource& source, const Place& place, std::uint32_t nesting_max);
  ~XmlScanner();
  XmlScanner(const XmlScanner&) = delete;
  XmlScanner& operator=(const XmlScanner&) = delete;

  // The next token; one run of text may come in several. Views given out earlier become invalid.
  XmlToken next();

  // Of the element that was just started or ended.
  XmlSpace space() const { return element_.space; }
  std::string_view name() const { return element_.local; }
  bool at(XmlSpace space, std::string_view local) const {
    return element_.local == local && element_.space == space;
  }
  // SpreadsheetML by its namespace, or by no namespace at all as some minimal writers have it.
  bool at_sheet_element(std::string_view local) const {
    return element_.local == local &&
           (element_.space == XmlSpace::Spreadsheet || element_.space == XmlSpace::None);
  }

  // An attribute of the element that was just started; an unprefixed one is in XmlSpace::None.
  std::optional<std::string_view> attribute(XmlSpace space, std::string_view local);
  std::optional<std::string_view> attribute(std::string_view local) {
    return attribute(XmlSpace::None, local);
  }

  std::string_view text() const { return text_; }

  // Number of open elements; an element counts from its Start up to, and without, its End.
  std::size_t depth() const { return open_.size(); }

  // After a Start: passes over everything up to and with the matching End.
  void skip_element();

 private:
  struct ElementName {
    XmlSpace space = XmlSpace::None;
    std::string_view local;
  };
  struct Attribute {
    std::string_view prefix;
    std::string_view local;
    std::string_view value;
  };
  struct Binding {
    std::string prefix;
    XmlSpace space;
    std::size_t depth;
  };
  struct OpenElement {
    std::size_t name_offset;
    XmlSpace space;
  };

  bool refill();
  bool ensure(std::size_t count);
  std::size_t available() const { return end_ - begin_; }
  std::string_view rest() const { return {buffer_.data() + begin_, available()}; }

  bool scan_text();
  bool scan_character_data();
  std::optional<XmlToken> scan_markup();
  void scan_start_tag();
  void scan_end_tag();
  void scan_reference();
  void scan_declaration();
  std::size_t find_tag_end();
  void skip_past(std::string_view terminator);
  void parse_attributes(std::string_view tag);
  void open_element(std::string_view raw_name, bool closed);
  void close_element();
  void bind_namespaces();
  XmlSpace resolve(std::string_view prefix, bool for_attribute) const;
  XmlToken finish();

  ByteSource* source_;
  std::unique_ptr<ByteSource> decoded_;
  const Place& place_;
  std::uint32_t nesting_max_;

  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool source_ended_ = false;

  ElementName element_;
  std::vector<Attribute> attributes_;
  std::string attribute_text_;
  std::string_view text_;
  std::string reference_text_;

  std::string open_names_;
  std::vector<OpenElement> open_;
  std::vector<Binding> bindings_;
  XmlSpace default_space_ = XmlSpace::None;
  bool pending_end_ = false;
  bool in_character_data_ = false;
  bool root_seen_ = false;
};

constexpr bool is_xml_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

// Decodes &amp; and the like in `raw`. nullopt when a reference is malformed or names an unknown entity.
std::optional<std::string> decode_references(std::string_view raw);

// For use after a Start: all text inside the element, through its End.
std::string read_element_text(XmlScanner& scanner, const ReadContext& context);

}  // namespace calltracker::workbook
