// SPDX-License-Identifier: MIT
#include "workbook/format.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.hpp"
#include "workbook/compound_file.hpp"
#include "workbook/fault.hpp"
#include "workbook/read_context.hpp"
#include "workbook/text_decoder.hpp"
#include "workbook/xlsx_package.hpp"
#include "workbook/zip_archive.hpp"

namespace calltracker::workbook {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kStartBytes = 8 * 1024;

struct Signature {
  std::string_view bytes;
  const char* name;
};

constexpr auto kSignatures = std::to_array<Signature>({
    {"%PDF-"sv, "a PDF document"},
    {"{\\rtf"sv, "a rich text document"},
    {"\x89PNG"sv, "a PNG image"},
    {"\xFF\xD8\xFF"sv, "a JPEG image"},
    {"GIF8"sv, "a GIF image"},
    {"\x1F\x8B"sv, "a gzip archive"},
    {"7z\xBC\xAF"sv, "a 7-Zip archive"},
    {"Rar!"sv, "a RAR archive"},
    {"SQLite format 3\0"sv, "an SQLite database"},
    {"\x7F"
     "ELF"sv,
     "a program"},
    {"MZ\x90"sv, "a program"},
});

[[noreturn]] void refuse(Fault fault, const std::string& found) {
  throw make_error(fault, {}, found);
}

std::string open_document_kind(const ZipArchive& archive, ReadContext& context) {
  if (!archive.contains("mimetype")) return {};
  std::array<char, 128> text{};
  const std::size_t count = read_fully(*archive.open("mimetype", context), text);
  return std::string(trim({text.data(), count}));
}

Format detect_package(int descriptor, const Limits& limits) {
  ReadRequest request;
  request.limits = limits;
  NoRows sink;
  ReadContext context(request, sink);
  const ZipArchive archive(descriptor, limits);
  const std::string kind = open_document_kind(archive, context);
  if (kind.starts_with("application/vnd.oasis.opendocument.spreadsheet")) return Format::Ods;
  if (kind.starts_with("application/vnd.oasis.opendocument."))
    refuse(Fault::NotAWorkbook, "an OpenDocument file that is no spreadsheet");
  if (archive.contains("xl/workbook.bin")) refuse(Fault::FormatUnsupported, "a binary workbook (.xlsb)");
  if (archive.contains_folder("word/")) refuse(Fault::NotAWorkbook, "a Word document");
  if (archive.contains_folder("ppt/")) refuse(Fault::NotAWorkbook, "a PowerPoint presentation");
  if (archive.contains_folder("Index/"))
    refuse(Fault::FormatUnsupported, "an Apple Numbers, Pages or Keynote file");
  if (find_office_part(archive, context).empty()) refuse(Fault::NotAWorkbook, "a zip archive");
  return Format::Xlsx;
}

Format detect_compound(int descriptor) {
  switch (compound_content(descriptor)) {
    case CompoundContent::Workbook:
      return Format::Xls;
    case CompoundContent::EncryptedPackage:
      refuse(Fault::Encrypted, "an encrypted Office document");
    case CompoundContent::WordDocument:
      refuse(Fault::NotAWorkbook, "a Word document");
    case CompoundContent::Presentation:
      refuse(Fault::NotAWorkbook, "a PowerPoint presentation");
    case CompoundContent::OutlookMessage:
      refuse(Fault::NotAWorkbook, "an Outlook message");
    case CompoundContent::Other:
      break;
  }
  refuse(Fault::NotAWorkbook, "an Office document without a workbook in it");
}

bool is_ancient_excel(std::string_view start) {
  // A bare "beginning of file" record of Excel 2, 3 or 4.
  return start.size() >= 4 && start[0] == '\x09' &&
         (start[1] == '\0' || start[1] == '\x02' || start[1] == '\x04') &&
         (start[2] == '\x04' || start[2] == '\x06') && start[3] == '\0';
}

void refuse_markup(std::string_view start) {
  const std::string lower = to_lower_ascii(trim(start));
  const std::string_view text = lower;
  if (text.starts_with("<?xml") &&
      text.find("urn:schemas-microsoft-com:office:spreadsheet") != std::string_view::npos) {
    refuse(Fault::FormatUnsupported, "an Excel 2003 XML spreadsheet");
  }
  if (text.starts_with("<?xml") && text.find("opendocument") != std::string_view::npos) {
    refuse(Fault::FormatUnsupported, "a flat OpenDocument file");
  }
  for (const std::string_view tag :
       {"<!doctype html"sv, "<html"sv, "<table"sv, "<head"sv, "<body"sv, "<meta"sv}) {
    if (text.starts_with(tag)) refuse(Fault::NotAWorkbook, "a web page (HTML), whatever its name says");
  }
  if (text.starts_with("<?xml") || text.starts_with("<!doctype"))
    refuse(Fault::NotAWorkbook, "an XML document");
  if (text.starts_with("[{") || text.starts_with("{\"")) refuse(Fault::NotAWorkbook, "a JSON document");
}

bool looks_binary(std::string_view start) {
  const auto strange = std::ranges::count_if(start, [](char c) {
    return (c >= 0 && c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f') || c == '\x7F';
  });
  return static_cast<std::size_t>(strange) * 10 > start.size();
}

}  // namespace

std::string_view name_of(Format format) {
  switch (format) {
    case Format::Xlsx:
      return "xlsx";
    case Format::Xls:
      return "xls";
    case Format::Ods:
      return "ods";
    case Format::Csv:
      return "csv";
  }
  return "csv";
}

Format detect_format(int descriptor, const Limits& limits) {
  std::array<char, kStartBytes> buffer{};
  FileBytes file(descriptor);
  const std::string_view start(buffer.data(), read_fully(file, buffer));
  if (start.empty()) refuse(Fault::FileEmpty, {});
  if (start.starts_with("PK\3\4"sv) || start.starts_with("PK\5\6"sv))
    return detect_package(descriptor, limits);
  if (start.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv)) return detect_compound(descriptor);
  if (is_ancient_excel(start)) return Format::Xls;
  for (const Signature& signature : kSignatures) {
    if (start.starts_with(signature.bytes)) refuse(Fault::NotAWorkbook, signature.name);
  }
  const DetectedEncoding encoding = detect_unicode(start);
  if (encoding.encoding == TextEncoding::Utf8) {
    const std::string_view text = start.substr(encoding.mark_bytes);
    refuse_markup(text);
    if (looks_binary(text)) refuse(Fault::NotAWorkbook, "binary data of an unknown kind");
    if (text.empty()) refuse(Fault::FileEmpty, {});
  }
  return Format::Csv;
}

}  // namespace calltracker::workbook
