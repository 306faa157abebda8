// SPDX-License-Identifier: MIT
#pragma once

// How requests, sheets, rows and errors look inside frames. Each read_x checks what it takes and throws
// FrameError.

#include <string>
#include <string_view>
#include <vector>

#include "workbook/fault.hpp"
#include "workbook/frame_stream.hpp"
#include "workbook/read_context.hpp"

namespace calltracker::workbook {

enum class ReaderTask : std::uint8_t { ReadRows, ListSheets };

struct ReaderOrder {
  ReaderTask task = ReaderTask::ReadRows;
  ReadRequest request;
};

std::string encode_order(const ReaderOrder& order);
ReaderOrder decode_order(std::string_view bytes);

void write_sheet(FrameWriter& writer, FrameType type, const Sheet& sheet);
Sheet read_sheet(FrameCursor cursor);

void write_row(FrameWriter& writer, const Row& row);
// Into a row that is reused, so that its memory is.
void read_row(FrameCursor cursor, const Limits& limits, Row& row);

void write_sheet_end(FrameWriter& writer, const std::vector<MergedRange>& merged);
std::vector<MergedRange> read_sheet_end(FrameCursor cursor);

void write_failure(FrameWriter& writer, const ErrorDetails& details);
ErrorDetails read_failure(FrameCursor cursor);

void write_done(FrameWriter& writer, const ReadSummary& summary);
ReadSummary read_done(FrameCursor cursor);

// Sends everything a reader finds.
class FrameSink final : public RowSink {
 public:
  explicit FrameSink(FrameWriter& writer) : writer_(writer) {}
  void begin_sheet(const Sheet& sheet) override { write_sheet(writer_, FrameType::Sheet, sheet); }
  Flow row(const Sheet&, Row& row) override {
    write_row(writer_, row);
    return Flow::Continue;
  }
  void end_sheet(const Sheet&, const std::vector<MergedRange>& merged) override {
    write_sheet_end(writer_, merged);
  }

 private:
  FrameWriter& writer_;
};

}  // namespace calltracker::workbook
