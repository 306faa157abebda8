// SPDX-License-Identifier: MIT

// The part of XmlScanner that knows elements: names, attributes, namespaces and nesting.

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "workbook/valid_text.hpp"
#include "workbook/xml_scanner.hpp"

namespace calltracker::workbook {
namespace {

constexpr std::size_t kAttributesMax = 1'000;
constexpr std::size_t kBindingsMax = 256;

struct KnownSpace {
  std::string_view address;
  XmlSpace space;
};

constexpr auto kKnownSpaces = std::to_array<KnownSpace>({
    {"http://schemas.openxmlformats.org/spreadsheetml/2006/main", XmlSpace::Spreadsheet},
    {"http://purl.oclc.org/ooxml/spreadsheetml/main", XmlSpace::Spreadsheet},
    {"http://schemas.openxmlformats.org/officeDocument/2006/relationships", XmlSpace::OfficeRelationships},
    {"http://purl.oclc.org/ooxml/officeDocument/relationships", XmlSpace::OfficeRelationships},
    {"http://schemas.openxmlformats.org/package/2006/relationships", XmlSpace::PackageRelationships},
    {"urn:oasis:names:tc:opendocument:xmlns:office:1.0", XmlSpace::OdfOffice},
    {"urn:oasis:names:tc:opendocument:xmlns:table:1.0", XmlSpace::OdfTable},
    {"urn:oasis:names:tc:opendocument:xmlns:text:1.0", XmlSpace::OdfText},
    {"urn:oasis:names:tc:opendocument:xmlns:style:1.0", XmlSpace::OdfStyle},
    {"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0", XmlSpace::OdfManifest},
    {"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0", XmlSpace::OdfExtension},
});

XmlSpace known_space(std::string_view address) {
  if (address.empty()) return XmlSpace::None;
  const auto* found = std::ranges::find(kKnownSpaces, address, &KnownSpace::address);
  return found == kKnownSpaces.end() ? XmlSpace::Other : found->space;
}

bool ends_name(char c) {
  return is_xml_space(c) || c == '=' || c == '/' || c == '>';
}

std::pair<std::string_view, std::string_view> split_prefix(std::string_view raw) {
  const std::size_t colon = raw.find(':');
  if (colon == std::string_view::npos) return {{}, raw};
  return {raw.substr(0, colon), raw.substr(colon + 1)};
}

std::optional<char32_t> decode_number(std::string_view digits) {
  const bool hexadecimal = digits.starts_with('x');
  if (hexadecimal) digits.remove_prefix(1);
  std::uint32_t value = 0;
  const auto [stop, failure] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, hexadecimal ? 16 : 10);
  if (failure != std::errc() || stop != digits.data() + digits.size()) return std::nullopt;
  const bool is_character = value > 0 && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
  return is_character ? static_cast<char32_t>(value) : U'\xFFFD';
}

bool append_reference(std::string& target, std::string_view name) {
  if (name == "amp") {
    target += '&';
  } else if (name == "lt") {
    target += '<';
  } else if (name == "gt") {
    target += '>';
  } else if (name == "quot") {
    target += '"';
  } else if (name == "apos") {
    target += '\'';
  } else if (name.starts_with('#')) {
    const auto code_point = decode_number(name.substr(1));
    if (!code_point) return false;
    append_utf8(target, *code_point);
  } else {
    return false;
  }
  return true;
}

}  // namespace

std::optional<std::string> decode_references(std::string_view raw) {
  std::string text;
  while (true) {
    const std::size_t ampersand = raw.find('&');
    text.append(raw.substr(0, ampersand));
    if (ampersand == std::string_view::npos) return text;
    raw.remove_prefix(ampersand + 1);
    const std::size_t semicolon = raw.find(';');
    if (semicolon == std::string_view::npos || !append_reference(text, raw.substr(0, semicolon)))
      return std::nullopt;
    raw.remove_prefix(semicolon + 1);
  }
}

std::string read_element_text(XmlScanner& scanner, const ReadContext& context) {
  std::string text;
  const std::size_t outer = scanner.depth() - 1;
  while (scanner.depth() > outer) {
    if (scanner.next() == XmlToken::Text) context.append_text(text, scanner.text());
  }
  return text;
}

void XmlScanner::scan_start_tag() {
  const std::size_t length = find_tag_end();
  std::string_view tag = rest().substr(1, length - 2);
  begin_ += length;
  const bool closed = tag.ends_with('/');
  if (closed) tag.remove_suffix(1);
  const auto* name_end = std::ranges::find_if(tag, ends_name);
  const auto name_length = static_cast<std::size_t>(name_end - tag.begin());
  if (name_length == 0) place_.fail(Fault::Corrupt, "an XML tag without a name");
  parse_attributes(tag.substr(name_length));
  open_element(tag.substr(0, name_length), closed);
}

void XmlScanner::parse_attributes(std::string_view tag) {
  attributes_.clear();
  const auto skip_spaces = [&tag] {
    while (!tag.empty() && is_xml_space(tag.front())) tag.remove_prefix(1);
  };
  while (true) {
    skip_spaces();
    if (tag.empty()) return;
    std::size_t length = 0;
    while (length < tag.size() && !ends_name(tag[length])) ++length;
    const std::string_view raw_name = tag.substr(0, length);
    tag.remove_prefix(length);
    skip_spaces();
    if (raw_name.empty() || !tag.starts_with('=')) place_.fail(Fault::Corrupt, "a malformed XML attribute");
    tag.remove_prefix(1);
    skip_spaces();
    if (tag.empty() || (tag.front() != '"' && tag.front() != '\'')) {
      place_.fail(Fault::Corrupt, "an XML attribute without quotes");
    }
    const std::size_t close = tag.find(tag.front(), 1);
    if (close == std::string_view::npos) place_.fail(Fault::Corrupt, "an XML attribute without an end");
    if (attributes_.size() == kAttributesMax)
      place_.fail(Fault::Corrupt, "an XML tag with too many attributes");
    const auto [prefix, local] = split_prefix(raw_name);
    attributes_.push_back({prefix, local, tag.substr(1, close - 1)});
    tag.remove_prefix(close + 1);
  }
}

void XmlScanner::open_element(std::string_view raw_name, bool closed) {
  if (open_.empty() && root_seen_) place_.fail(Fault::Corrupt, "a second XML root element");
  root_seen_ = true;
  if (open_.size() >= nesting_max_) place_.fail(Fault::Corrupt, "XML elements nested too deeply");
  open_.push_back({open_names_.size(), XmlSpace::None});
  open_names_.append(raw_name);
  bind_namespaces();
  const auto [prefix, local] = split_prefix(raw_name);
  element_ = {resolve(prefix, false), local};
  open_.back().space = element_.space;
  pending_end_ = closed;
}

void XmlScanner::bind_namespaces() {
  for (const Attribute& attribute : attributes_) {
    const bool is_default = attribute.prefix.empty() && attribute.local == "xmlns";
    if (!is_default && attribute.prefix != "xmlns") continue;
    if (bindings_.size() == kBindingsMax) place_.fail(Fault::Corrupt, "too many XML namespaces");
    const XmlSpace space = known_space(attribute.value);
    bindings_.push_back({is_default ? std::string() : std::string(attribute.local), space, open_.size()});
    if (is_default) default_space_ = space;
  }
}

XmlSpace XmlScanner::resolve(std::string_view prefix, bool for_attribute) const {
  if (prefix.empty()) return for_attribute ? XmlSpace::None : default_space_;
  for (auto binding = bindings_.rbegin(); binding != bindings_.rend(); ++binding) {
    if (binding->prefix == prefix) return binding->space;
  }
  return XmlSpace::Other;
}

void XmlScanner::close_element() {
  bool default_changed = false;
  while (!bindings_.empty() && bindings_.back().depth == open_.size()) {
    default_changed |= bindings_.back().prefix.empty();
    bindings_.pop_back();
  }
  if (default_changed) {
    default_space_ = XmlSpace::None;
    for (const Binding& binding : bindings_) {
      if (binding.prefix.empty()) default_space_ = binding.space;
    }
  }
  element_.space = open_.back().space;
  open_names_.resize(open_.back().name_offset);
  open_.pop_back();
  attributes_.clear();
}

void XmlScanner::scan_end_tag() {
  const std::size_t length = find_tag_end();
  std::string_view name = rest().substr(2, length - 3);
  begin_ += length;
  while (!name.empty() && is_xml_space(name.back())) name.remove_suffix(1);
  if (open_.empty() || std::string_view(open_names_).substr(open_.back().name_offset) != name) {
    place_.fail(Fault::Corrupt,
                "the XML end tag \"" + std::string(name.substr(0, 60)) + "\" that ends no open element");
  }
  element_.local = split_prefix(name).second;
  close_element();
}

std::optional<std::string_view> XmlScanner::attribute(XmlSpace space, std::string_view local) {
  for (const Attribute& candidate : attributes_) {
    if (candidate.local != local) continue;
    if (candidate.prefix.empty() ? space != XmlSpace::None : resolve(candidate.prefix, true) != space)
      continue;
    if (candidate.value.find('&') == std::string_view::npos) return candidate.value;
    auto decoded = decode_references(candidate.value);
    if (!decoded)
      place_.fail(Fault::Corrupt, "an unknown XML reference in the attribute " + std::string(local));
    // A view given out for another attribute of this element stays valid only if it did not need decoding.
    attribute_text_ = std::move(*decoded);
    return attribute_text_;
  }
  return std::nullopt;
}

}  // namespace calltracker::workbook
