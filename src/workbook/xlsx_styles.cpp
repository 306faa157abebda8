// SPDX-License-Identifier: MIT
#include "workbook/xlsx_styles.hpp"

#include <charconv>
#include <unordered_map>

#include "workbook/xml_scanner.hpp"

namespace calltracker::workbook {
namespace {

std::uint32_t format_id(XmlScanner& scanner) {
  const std::string_view text = scanner.attribute("numFmtId").value_or("0");
  std::uint32_t id = 0;
  std::from_chars(text.data(), text.data() + text.size(), id);
  return id;
}

}  // namespace

std::vector<NumberShape> read_style_shapes(const ZipArchive& archive, const std::string& part,
                                           ReadContext& context) {
  std::vector<NumberShape> shapes;
  std::unordered_map<std::uint32_t, NumberShape> custom;
  const auto bytes = archive.open(part, context);
  XmlScanner scanner(*bytes, context.place, context.limits().nesting);
  bool in_cell_formats = false;
  for (XmlToken token = scanner.next(); token != XmlToken::Done; token = scanner.next()) {
    if (token != XmlToken::Text && scanner.at_sheet_element("cellXfs"))
      in_cell_formats = token == XmlToken::Start;
    if (token != XmlToken::Start) continue;
    if (scanner.at_sheet_element("numFmt")) {
      context.count_cell();
      custom[format_id(scanner)] = shape_of_format(scanner.attribute("formatCode").value_or(""));
    } else if (in_cell_formats && scanner.at_sheet_element("xf")) {
      context.count_cell();
      const std::uint32_t id = format_id(scanner);
      const auto found = custom.find(id);
      shapes.push_back(found != custom.end() ? found->second : shape_of_builtin_format(id));
    }
  }
  context.place = {};
  return shapes;
}

}  // namespace calltracker::workbook
