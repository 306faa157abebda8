// SPDX-License-Identifier: MIT
#pragma once

// One cell of an .ods sheet: its typed value from attributes, its text from the paragraphs inside.

#include <string>

#include "workbook/read_context.hpp"
#include "workbook/xml_scanner.hpp"

namespace calltracker::workbook {

// For use after the Start of a cell: its value, through its End. Comments and drawings inside are left out.
Cell read_ods_cell(XmlScanner& scanner, const ReadContext& context);

}  // namespace calltracker::workbook
