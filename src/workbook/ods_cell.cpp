// SPDX-License-Identifier: MIT
#include "workbook/ods_cell.hpp"

#include <algorithm>
#include <charconv>

#include "workbook/cell_value.hpp"

namespace calltracker::workbook {
namespace {

constexpr std::uint32_t kSpacesMax = 32'767;

struct DeclaredValue {
  std::string type;
  std::string value;
  bool is_error = false;
};

DeclaredValue read_declared(XmlScanner& scanner) {
  DeclaredValue declared;
  declared.type = scanner.attribute(XmlSpace::OdfOffice, "value-type").value_or("");
  declared.is_error = scanner.attribute(XmlSpace::OdfExtension, "value-type").value_or("") == "error";
  const char* attribute = declared.type == "date"      ? "date-value"
                          : declared.type == "time"    ? "time-value"
                          : declared.type == "boolean" ? "boolean-value"
                          : declared.type == "string"  ? "string-value"
                                                       : "value";
  declared.value = scanner.attribute(XmlSpace::OdfOffice, attribute).value_or("");
  return declared;
}

// A text:s stands for one space, or as many as it says.
std::size_t space_count(XmlScanner& scanner) {
  const std::string_view text = scanner.attribute(XmlSpace::OdfText, "c").value_or("1");
  std::uint32_t count = 1;
  std::from_chars(text.data(), text.data() + text.size(), count);
  return std::min(count, kSpacesMax);
}

class Paragraphs {
 public:
  Paragraphs(XmlScanner& scanner, const ReadContext& context) : scanner_(scanner), context_(context) {}

  std::string read() {
    const std::size_t outer = scanner_.depth() - 1;
    while (scanner_.depth() > outer) {
      switch (scanner_.next()) {
        case XmlToken::Start:
          start();
          break;
        case XmlToken::Text:
          if (paragraph_depth_ != 0) add(scanner_.text());
          break;
        case XmlToken::End:
          if (scanner_.depth() < paragraph_depth_) paragraph_depth_ = 0;
          break;
        case XmlToken::Done:
          return std::move(text_);
      }
    }
    return std::move(text_);
  }

 private:
  void start() {
    if (scanner_.space() != XmlSpace::OdfText) {
      // Comments, drawings and tables inside the cell have paragraphs of their own.
      scanner_.skip_element();
    } else if (scanner_.name() == "p" || scanner_.name() == "h") {
      if (paragraph_depth_ != 0) return;
      if (paragraphs_++ > 0) context_.append_text(text_, "\n");
      paragraph_depth_ = scanner_.depth();
      after_blank_ = true;
    } else if (scanner_.name() == "s") {
      add_exactly(std::string(space_count(scanner_), ' '));
    } else if (scanner_.name() == "tab") {
      add_exactly("\t");
    } else if (scanner_.name() == "line-break") {
      add_exactly("\n");
    } else if (scanner_.name() == "ruby-text" || scanner_.name() == "note") {
      scanner_.skip_element();
    }
  }

  // White space from the file's own formatting counts as one space, and as none at the start of a paragraph.
  void add(std::string_view text) {
    folded_.clear();
    for (const char c : text) {
      const bool blank = is_xml_space(c);
      if (!blank) {
        folded_ += c;
      } else if (!after_blank_) {
        folded_ += ' ';
      }
      after_blank_ = blank;
    }
    context_.append_text(text_, folded_);
  }

  void add_exactly(std::string_view text) {
    context_.append_text(text_, text);
    after_blank_ = false;
  }

  XmlScanner& scanner_;
  const ReadContext& context_;
  std::string text_;
  std::string folded_;
  bool after_blank_ = true;
  std::size_t paragraph_depth_ = 0;
  std::size_t paragraphs_ = 0;
};

void set_if(Cell& cell, CellKind kind, const std::optional<double>& number, const std::string& fallback) {
  if (!number) {
    set_text(cell, fallback);
    return;
  }
  cell.kind = kind;
  cell.number = *number;
}

}  // namespace

Cell read_ods_cell(XmlScanner& scanner, const ReadContext& context) {
  const DeclaredValue declared = read_declared(scanner);
  const std::string text = Paragraphs(scanner, context).read();
  const std::string& shown = declared.value.empty() ? text : declared.value;
  Cell cell;
  if (declared.is_error) {
    set_text(cell, text);
    if (cell.kind == CellKind::Text) cell.kind = CellKind::Error;
  } else if (declared.type == "float" || declared.type == "percentage" || declared.type == "currency") {
    set_number(cell, shown, NumberShape::Plain, false);
  } else if (declared.type == "date") {
    set_if(cell, CellKind::Date, parse_iso_serial(declared.value), shown);
  } else if (declared.type == "time") {
    set_if(cell, CellKind::Duration, parse_iso_duration_days(declared.value), shown);
  } else if (declared.type == "boolean") {
    set_boolean(cell, shown);
  } else {
    set_text(cell, text.empty() ? declared.value : text);
  }
  return cell;
}

}  // namespace calltracker::workbook
