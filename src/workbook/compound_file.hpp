// SPDX-License-Identifier: MIT
#pragma once

// What an OLE compound file (the container of old Office documents and of encrypted new ones) has inside,
// told from the names in its directory.

namespace calltracker::workbook {

enum class CompoundContent { Workbook, EncryptedPackage, WordDocument, Presentation, OutlookMessage, Other };

// Throws Truncated or Corrupt when the directory cannot be walked.
CompoundContent compound_content(int descriptor);

}  // namespace calltracker::workbook
