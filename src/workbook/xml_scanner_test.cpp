// SPDX-License-Identifier: MIT
#include "workbook/xml_scanner.hpp"

#include <doctest/doctest.h>
#include <expat.h>

#include <random>

#include "workbook/test_files.hpp"

using namespace calltracker::workbook;
using namespace calltracker::workbook::test;

namespace {

// Gives out a few bytes at a time, so that every token is cut somewhere.
class Trickle final : public ByteSource {
 public:
  Trickle(std::string_view bytes, std::size_t step) : bytes_(bytes), step_(step) {}
  std::size_t read(std::span<char> target) override {
    return bytes_.read(target.subspan(0, std::min(target.size(), step_)));
  }

 private:
  MemoryBytes bytes_;
  std::size_t step_;
};

std::string scanned(std::string_view xml, std::size_t step = 1 << 20) {
  Trickle source(xml, step);
  const Place place;
  XmlScanner scanner(source, place, 64);
  std::string events;
  for (XmlToken token = scanner.next(); token != XmlToken::Done; token = scanner.next()) {
    if (token == XmlToken::Start) {
      events += "<" + std::string(scanner.name());
      for (const char* name : {"a", "b"}) {
        if (const auto value = scanner.attribute(name))
          events += " " + std::string(name) + "=" + std::string(*value);
      }
      events += ">";
    } else if (token == XmlToken::End) {
      events += "</" + std::string(scanner.name()) + ">";
    } else {
      events += scanner.text();
    }
  }
  return events;
}

// The same events by expat; nullopt when it refuses the document.
std::optional<std::string> by_expat(std::string_view xml) {
  std::string events;
  XML_Parser parser = XML_ParserCreate(nullptr);
  XML_SetUserData(parser, &events);
  XML_SetElementHandler(
      parser,
      [](void* target, const XML_Char* name, const XML_Char** attributes) {
        std::string& text = *static_cast<std::string*>(target);
        text += "<" + std::string(name);
        for (; *attributes != nullptr; attributes += 2)
          text += " " + std::string(attributes[0]) + "=" + attributes[1];
        text += ">";
      },
      [](void* target, const XML_Char* name) {
        *static_cast<std::string*>(target) += "</" + std::string(name) + ">";
      });
  XML_SetCharacterDataHandler(parser, [](void* target, const XML_Char* text, int length) {
    static_cast<std::string*>(target)->append(text, static_cast<std::size_t>(length));
  });
  const bool accepted = XML_Parse(parser, xml.data(), static_cast<int>(xml.size()), 1) == XML_STATUS_OK;
  XML_ParserFree(parser);
  return accepted ? std::optional(events) : std::nullopt;
}

}  // namespace

TEST_CASE("the scanner gives the events that expat gives, wherever the input is cut") {
  const std::string_view xml =
      "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- a > b -- ><x> -->\n<r a='1' "
      "b=\"&lt;2&gt;\">\r\none"
      "<e a = \"x>y\" /><![CDATA[ <raw> & ]] ]]]><f>&amp;&#65;&#x1F600;\r\ntwo\rthree</f ><?p "
      "<q>?>\xC3\xA9</r>\n<!-- end -->\n";
  const auto expected = by_expat(xml);
  // The comment above is not well-formed to expat's strictness, which forbids two hyphens inside.
  const std::string own = scanned(xml);
  CHECK_FALSE(expected.has_value());
  for (const std::size_t step : {1, 2, 3, 5, 7, 64}) CHECK(scanned(xml, step) == own);

  std::string strict(xml);
  strict.replace(strict.find(" -- >"), 5, "     ");
  REQUIRE(by_expat(strict).has_value());
  CHECK(scanned(strict) == *by_expat(strict));
}

TEST_CASE("what the scanner accepts reads as expat reads it, over many random documents") {
  std::mt19937 random(7);
  const auto pick = [&random](std::size_t limit) { return random() % limit; };
  const std::vector<std::string> pieces = {
      "<r>", "</r>",           "<e a=\"1\"/>", "<f b='&amp;'>", "</f>",     "text",  "&lt;", "\r\n",
      "\r",  "<![CDATA[<&]]>", "<!--c-->",     "<?p?>",         "\xC3\xA9", "&#10;", " "};
  for (int round = 0; round < 20'000; ++round) {
    std::string xml = "<d>";
    for (std::size_t count = pick(12); count > 0; --count) xml += pieces[pick(pieces.size())];
    xml += "</d>";
    const auto expected = by_expat(xml);
    std::optional<std::string> own;
    const auto details = error_of([&] { own = scanned(xml, 1 + pick(9)); });
    CAPTURE(xml);
    REQUIRE(own == expected);
    if (!expected) REQUIRE(details.code == "workbook-corrupt");
  }
}

TEST_CASE("elements and attributes are known by namespace, not by prefix") {
  MemoryBytes source(
      "<a:x xmlns:a=\"http://purl.oclc.org/ooxml/spreadsheetml/main\" "
      "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
      "<y xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" r:id=\"1\" id=\"2\"><z "
      "xmlns=\"\"/></y><w/></a:x>");
  const Place place;
  XmlScanner scanner(source, place, 64);
  scanner.next();
  CHECK(scanner.at(XmlSpace::Spreadsheet, "x"));
  scanner.next();
  CHECK(scanner.at(XmlSpace::Spreadsheet, "y"));
  CHECK(scanner.attribute(XmlSpace::OfficeRelationships, "id") == "1");
  CHECK(scanner.attribute("id") == "2");
  scanner.next();
  CHECK(scanner.at(XmlSpace::None, "z"));
  scanner.next();
  scanner.next();
  CHECK(scanner.at(XmlSpace::Spreadsheet, "y"));
  scanner.next();
  CHECK(scanner.at(XmlSpace::None, "w"));
}

TEST_CASE("skipping an element ends after its own end, however it is nested") {
  MemoryBytes source("<r><a><a/>x<b></b></a><c/></r>");
  const Place place;
  XmlScanner scanner(source, place, 64);
  scanner.next();
  scanner.next();
  scanner.skip_element();
  CHECK(scanner.next() == XmlToken::Start);
  CHECK(scanner.name() == "c");
  scanner.skip_element();
  CHECK(scanner.next() == XmlToken::End);
  CHECK(scanner.next() == XmlToken::Done);
}

TEST_CASE("tags and texts larger than the buffer are read whole") {
  const std::string value(300'000, 'v');
  const std::string text(500'000, 't');
  CHECK(scanned("<r a=\"" + value + "\">" + text + "</r>", 4096) == "<r a=" + value + ">" + text + "</r>");
}
