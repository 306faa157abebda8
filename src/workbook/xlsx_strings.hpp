// SPDX-License-Identifier: MIT
#pragma once

// Text as .xlsx stores it: plain or in formatted runs, with _xHHHH_ for characters that XML cannot hold.

#include <string>

#include "workbook/read_context.hpp"
#include "workbook/string_table.hpp"
#include "workbook/xml_scanner.hpp"
#include "workbook/zip_archive.hpp"

namespace calltracker::workbook {

// Replaces each _xHHHH_ from `from` on by the character it stands for; _x005F_ protects an underscore.
void decode_escapes(std::string& text, std::size_t from);

// For use after the Start of <si> or <is>: its text through its End, without phonetic guides. White space is
// kept, whatever xml:space says.
void read_string_item(XmlScanner& scanner, const ReadContext& context, std::string& text);

void read_shared_strings(const ZipArchive& archive, const std::string& part, ReadContext& context,
                         StringTable& table);

}  // namespace calltracker::workbook
