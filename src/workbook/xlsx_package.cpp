// SPDX-License-Identifier: MIT
#include "workbook/xlsx_package.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "workbook/xml_scanner.hpp"

namespace calltracker::workbook {
namespace {

struct Relationship {
  std::string id;
  std::string kind;  // last segment of the type, the same in strict and transitional files
  std::string part;
};

struct ListedSheet {
  Sheet sheet;
  std::string relationship_id;
};

struct WorkbookPart {
  std::vector<ListedSheet> sheets;
  bool date_1904 = false;
};

std::string relationships_of(std::string_view part) {
  const std::size_t slash = part.rfind('/');
  const std::size_t name = slash == std::string_view::npos ? 0 : slash + 1;
  return std::string(part.substr(0, name)) + "_rels/" + std::string(part.substr(name)) + ".rels";
}

std::vector<Relationship> read_relationships(const ZipArchive& archive, std::string_view source_part,
                                             ReadContext& context) {
  std::vector<Relationship> relationships;
  const std::string part = relationships_of(source_part);
  if (!archive.contains(part)) return relationships;
  const auto bytes = archive.open(part, context);
  XmlScanner scanner(*bytes, context.place, context.limits().nesting);
  for (XmlToken token = scanner.next(); token != XmlToken::Done; token = scanner.next()) {
    if (token != XmlToken::Start || scanner.name() != "Relationship") continue;
    context.count_cell();
    const std::string type(scanner.attribute("Type").value_or(""));
    Relationship relationship;
    relationship.id = scanner.attribute("Id").value_or("");
    relationship.kind = type.substr(type.rfind('/') + 1);
    const bool is_external = scanner.attribute("TargetMode").value_or("") == "External";
    const std::string target(scanner.attribute("Target").value_or(""));
    if (is_external) continue;
    relationship.part = resolve_part(source_part, target);
    relationships.push_back(std::move(relationship));
  }
  return relationships;
}

bool is_true(std::string_view value) {
  return value == "1" || value == "true" || value == "on";
}

WorkbookPart read_workbook_part(const ZipArchive& archive, std::string_view part, ReadContext& context) {
  WorkbookPart workbook;
  const auto bytes = archive.open(part, context);
  XmlScanner scanner(*bytes, context.place, context.limits().nesting);
  for (XmlToken token = scanner.next(); token != XmlToken::Done; token = scanner.next()) {
    if (token != XmlToken::Start) continue;
    if (scanner.at_sheet_element("workbookPr")) {
      workbook.date_1904 = is_true(scanner.attribute("date1904").value_or(""));
    } else if (scanner.at_sheet_element("sheet")) {
      if (workbook.sheets.size() == context.limits().sheets) context.fail(Fault::TooLarge, "too many sheets");
      ListedSheet listed;
      listed.sheet.index = static_cast<std::uint32_t>(workbook.sheets.size());
      listed.sheet.name = to_valid_utf8(scanner.attribute("name").value_or(""));
      const auto state = scanner.attribute("state").value_or("visible");
      listed.sheet.visible = state != "hidden" && state != "veryHidden";
      listed.relationship_id = scanner.attribute(XmlSpace::OfficeRelationships, "id").value_or("");
      workbook.sheets.push_back(std::move(listed));
    }
  }
  return workbook;
}

}  // namespace

std::string resolve_part(std::string_view source_part, std::string_view target) {
  std::string path;
  if (!target.starts_with('/') && !target.starts_with('\\')) {
    path = source_part.substr(0, source_part.rfind('/') + 1);
  }
  path += target;
  std::ranges::replace(path, '\\', '/');
  std::vector<std::string_view> segments;
  for (const std::string_view segment : split(path, '/')) {
    if (segment.empty() || segment == ".") continue;
    if (segment != "..") {
      segments.push_back(segment);
    } else if (!segments.empty()) {
      segments.pop_back();
    }
  }
  std::string resolved;
  for (const std::string_view segment : segments) {
    if (!resolved.empty()) resolved += '/';
    resolved += segment;
  }
  return resolved;
}

std::string find_office_part(const ZipArchive& archive, ReadContext& context) {
  for (const Relationship& relationship : read_relationships(archive, "", context)) {
    if (relationship.kind == "officeDocument" && archive.contains(relationship.part))
      return relationship.part;
  }
  return archive.contains("xl/workbook.xml") ? "xl/workbook.xml" : "";
}

XlsxPackage read_xlsx_package(const ZipArchive& archive, ReadContext& context) {
  const std::string workbook_part = find_office_part(archive, context);
  WorkbookPart workbook = read_workbook_part(archive, workbook_part, context);
  const std::vector<Relationship> relationships = read_relationships(archive, workbook_part, context);

  XlsxPackage package;
  package.date_1904 = workbook.date_1904;
  for (const Relationship& relationship : relationships) {
    if (relationship.kind == "sharedStrings") package.shared_strings_part = relationship.part;
    if (relationship.kind == "styles") package.styles_part = relationship.part;
  }
  for (ListedSheet& listed : workbook.sheets) {
    const auto found = std::ranges::find(relationships, listed.relationship_id, &Relationship::id);
    if (found == relationships.end()) {
      context.place.sheet = listed.sheet.name;
      context.fail(Fault::Corrupt, "the workbook lists a sheet that no part belongs to");
    }
    package.sheets.push_back(
        {std::move(listed.sheet), found->kind == "worksheet" ? found->part : std::string()});
  }
  context.place = {};
  if (package.sheets.empty()) context.fail(Fault::Corrupt, "the workbook lists no sheets");
  return package;
}

}  // namespace calltracker::workbook
