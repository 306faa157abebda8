// SPDX-License-Identifier: MIT
#pragma once

// A fast answer to whether text may be passed on as it is; base's to_valid_utf8 repairs what may not.

#include <cstddef>
#include <string>
#include <string_view>

namespace calltracker::workbook {

// Valid UTF-8 without NUL.
bool is_clean_utf8(std::string_view text);

// Length of the valid UTF-8 sequence at the start of `text`, 0 when there is none (or the text ends inside
// it).
std::size_t utf8_sequence_length(std::string_view text);

void append_utf8(std::string& target, char32_t code_point);

}  // namespace calltracker::workbook
