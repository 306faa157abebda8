// SPDX-License-Identifier: MIT

// Writes the workbook the reader is measured on: a call log of 16 columns with one long transcript per row.
//
// 100,000 rows hold about 477 MB of text. `inline` keeps each string in its cell (how streaming writers
// work), `shared` gathers them in one table (how spreadsheet programs work). The content is the same for a
// given row count.

#include <xlsxwriter.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>

namespace {

constexpr int kColumns = 16;
constexpr std::size_t kTranscriptBytes = 4550;

constexpr std::array<const char*, kColumns> kHeaders = {
    "Start Time",  "Duration (seconds)", "Agent Name", "Agent Number",     "Number Name", "Tracking Number",
    "Caller Name", "Caller Number",      "Source",     "Medium",           "Campaign",    "Call Status",
    "Transcript",  "Recording Url",      "Note",       "First-Time Caller"};

constexpr auto kWords = std::to_array<std::string_view>(
    {"trailer", "flatbed",  "dry",       "van",     "reefer",    "the",      "a",         "we",
     "you",     "price",    "financing", "Tuesday", "delivery",  "Orlando",  "Dallas",    "axle",
     "tires",   "warranty", "okay",      "so",      "um",        "looking",  "for",       "fifty",
     "three",   "foot",     "call",      "back",    "tomorrow",  "morning",  "budget",    "around",
     "forty",   "thousand", "insurance", "title",   "owner",     "operator", "brakes",    "inspection",
     "lease",   "to",       "own",       "credit",  "down",      "payment",  "available", "inventory",
     "lot",     "unit",     "spec",      "sheet",   "email",     "number",   "thanks",    "and",
     "is",      "it",       "that",      "with",    "condition", "used",     "new",       "great"});

class CallText {
 public:
  std::string transcript() {
    std::string text;
    text.reserve(kTranscriptBytes + 200);
    bool agent = true;
    while (text.size() < kTranscriptBytes) {
      text += agent ? "Agent:" : "Caller:";
      agent = !agent;
      for (int word = 0, words = 6 + pick(24); word < words; ++word) {
        text += ' ';
        text += kWords[static_cast<std::size_t>(pick(kWords.size()))];
      }
      text += pick(8) == 0 ? ", R&D \xE2\x80\x93 \"sure\".\n" : ".\n";
    }
    return text;
  }

  int pick(std::size_t limit) { return static_cast<int>(random_() % limit); }

 private:
  std::mt19937 random_{20240224};
};

void write_row(lxw_worksheet* sheet, lxw_row_t row, lxw_format* date_format, CallText& text) {
  const std::string id = std::to_string(row);
  const auto put = [&](lxw_col_t column, const std::string& value) {
    worksheet_write_string(sheet, row, column, value.c_str(), nullptr);
  };
  worksheet_write_number(sheet, row, 0, 45347.0 + 0.000694444 * row, date_format);
  worksheet_write_number(sheet, row, 1, 20 + text.pick(1800), nullptr);
  put(2, "Agent " + std::to_string(text.pick(40)));
  put(3, "+1407555" + std::to_string(1000 + text.pick(40)));
  put(4, "Pool number " + std::to_string(text.pick(12)));
  put(5, "+1800555" + std::to_string(1000 + text.pick(12)));
  put(6, "Caller " + id);
  put(7, "+1321" + std::to_string(1000000 + row));
  put(8, text.pick(2) == 0 ? "Google Ads" : "Direct");
  put(9, text.pick(2) == 0 ? "cpc" : "referral");
  put(10, "Spring campaign " + std::to_string(text.pick(9)));
  put(11, "Answered");
  put(12, text.transcript());
  put(13, "https://app.example.com/calls/" + id + "/recording?access_key=0123456789abcdef");
  put(14, "Follow up on unit " + id);
  worksheet_write_boolean(sheet, row, 15, text.pick(2), nullptr);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view mode = argc == 4 ? argv[1] : "";
  if (mode != "inline" && mode != "shared") {
    std::fputs("usage: generate_workbook inline|shared ROWS FILE\n", stderr);
    return 2;
  }
  lxw_workbook_options options{};
  options.constant_memory = mode == "inline" ? LXW_TRUE : LXW_FALSE;
  lxw_workbook* book = workbook_new_opt(argv[3], &options);
  lxw_worksheet* sheet = workbook_add_worksheet(book, "Calls");
  lxw_format* date_format = workbook_add_format(book);
  format_set_num_format(date_format, "yyyy-mm-dd hh:mm:ss");

  for (int column = 0; column < kColumns; ++column) {
    worksheet_write_string(sheet, 0, static_cast<lxw_col_t>(column),
                           kHeaders[static_cast<std::size_t>(column)], nullptr);
  }
  CallText text;
  const auto rows = static_cast<lxw_row_t>(std::strtoul(argv[2], nullptr, 10));
  for (lxw_row_t row = 1; row <= rows; ++row) write_row(sheet, row, date_format, text);

  const lxw_error failure = workbook_close(book);
  if (failure != LXW_NO_ERROR) std::fprintf(stderr, "cannot write %s: %s\n", argv[3], lxw_strerror(failure));
  return failure == LXW_NO_ERROR ? 0 : 1;
}
