// SPDX-License-Identifier: MIT
#include "workbook/format.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <cstring>

#include "workbook/test_files.hpp"

using namespace calltracker::workbook;
using calltracker::ErrorDetails;
using namespace calltracker::workbook::test;
using namespace std::string_literals;

namespace {

ErrorDetails error_of_bytes(const std::string& name, const std::string& bytes) {
  const TemporaryFolder folder;
  const std::string path = folder.write(name, bytes);
  return error_of([&] { detect_format(path); });
}

ErrorDetails error_of_package(const Parts& parts) {
  const TemporaryFolder folder;
  const std::string path = write_zip(folder, "file.xlsx", parts);
  return error_of([&] { detect_format(path); });
}

// A compound file of one table sector and one directory sector with a single named stream.
std::string compound_file(const std::string& stream) {
  std::string bytes(512 * 3, '\0');
  const auto put = [&bytes](std::size_t offset, auto value) {
    std::memcpy(bytes.data() + offset, &value, sizeof value);
  };
  std::memcpy(bytes.data(), "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
  put(30, std::uint16_t{9});
  put(48, std::uint32_t{1});
  put(76, std::uint32_t{0});
  put(512, std::uint32_t{0xFFFFFFFD});
  put(516, std::uint32_t{0xFFFFFFFE});
  for (std::size_t index = 0; index < stream.size(); ++index) bytes[1024 + 128 + 2 * index] = stream[index];
  put(1024 + 128 + 64, static_cast<std::uint16_t>(2 * stream.size() + 2));
  return bytes;
}

}  // namespace

TEST_CASE("the content decides the format, not the name") {
  const TemporaryFolder folder;
  const std::string fixture = std::string(CALLTRACKER_SOURCE_DIR) + "/tests/fixtures/workbook/calls.xls";
  CHECK(detect_format(folder.write("calls.xlsx", file_bytes(fixture))) == Format::Xls);
  CHECK(detect_format(folder.write("calls.pdf", "a,b\n1,2\n")) == Format::Csv);
  const std::string book = Xlsx().write(folder);
  CHECK(detect_format(folder.write("calls.csv", file_bytes(book))) == Format::Xlsx);
  CHECK(name_of(Format::Ods) == "ods");
}

TEST_CASE("a file that is no workbook is named for what it is") {
  const auto found = [](const std::string& bytes) {
    const auto details = error_of_bytes("calls.xls", bytes);
    return details.code + ": " + details.found;
  };
  CHECK(found("%PDF-1.7\n...") == "workbook-not-a-workbook: a PDF document");
  CHECK(found("\xEF\xBB\xBF <HTML><table>") ==
        "workbook-not-a-workbook: a web page (HTML), whatever its name says");
  CHECK(found("<table><tr>") == "workbook-not-a-workbook: a web page (HTML), whatever its name says");
  CHECK(found("<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">") ==
        "workbook-format-unsupported: an Excel 2003 XML spreadsheet");
  CHECK(found("[{\"a\":1}]") == "workbook-not-a-workbook: a JSON document");
  CHECK(found("\x89PNG\r\n") == "workbook-not-a-workbook: a PNG image");
  CHECK(found("\1\2\3\4\5\6\7\x10\x11") == "workbook-not-a-workbook: binary data of an unknown kind");
  CHECK(found(compound_file("WordDocument")) == "workbook-not-a-workbook: a Word document");
  CHECK(found(compound_file("EncryptedPackage")) == "workbook-encrypted: an encrypted Office document");
  CHECK(found(compound_file("Contents")) ==
        "workbook-not-a-workbook: an Office document without a workbook in it");
  CHECK(found(compound_file("WordDocument").substr(0, 600)).starts_with("workbook-truncated"));
}

TEST_CASE("packages that are no workbook are named for what they are") {
  CHECK(error_of_package({{"word/document.xml", ""}}).found == "a Word document");
  CHECK(error_of_package({{"ppt/presentation.xml", ""}}).found == "a PowerPoint presentation");
  CHECK(error_of_package({{"xl/workbook.bin", ""}}).code == "workbook-format-unsupported");
  CHECK(error_of_package({{"readme.txt", "hello"}}).found == "a zip archive");
  CHECK(error_of_package({{"mimetype", "application/vnd.oasis.opendocument.text"}}).code ==
        "workbook-not-a-workbook");
}

TEST_CASE("a path that leads to no file says which way it fails") {
  const TemporaryFolder folder;
  const auto code = [](const std::string& path) { return error_of_reading(path).code; };
  CHECK(code(folder.path("absent.xlsx")) == "file-not-found");
  CHECK(code(folder.path("")) == "file-is-directory");
  CHECK(code(folder.write("empty.xlsx", "")) == "file-empty");
  CHECK(code(folder.write("mark.csv", "\xEF\xBB\xBF")) == "file-empty");
  ::mkfifo(folder.path("pipe").c_str(), 0600);
  CHECK(code(folder.path("pipe")) == "file-unreadable");
  CHECK(error_of_reading(folder.path("absent.xlsx")).where == "absent.xlsx");
}

TEST_CASE("a file beyond the size limit is refused before it is read") {
  const TemporaryFolder folder;
  Limits limits;
  limits.file_bytes = 3;
  CHECK(error_of_reading(folder.write("a.csv", "a,b\n"), limits).code == "workbook-too-large");
}
