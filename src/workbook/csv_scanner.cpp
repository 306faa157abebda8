// SPDX-License-Identifier: MIT
#include "workbook/csv_scanner.hpp"

#include <cstring>

namespace calltracker::workbook {
namespace {

const char* find_quote(const char* from, const char* end) {
  const void* found = std::memchr(from, '"', static_cast<std::size_t>(end - from));
  return found == nullptr ? end : static_cast<const char*>(found);
}

std::string_view between(const char* from, const char* to) {
  return {from, static_cast<std::size_t>(to - from)};
}

}  // namespace

const char* CsvScanner::scan_plain(const char* from, const char* end) const {
  while (from < end && *from != separator_ && *from != '\n' && *from != '\r') ++from;
  return from;
}

Flow CsvScanner::end_record() {
  state_ = State::RecordStart;
  return handler_.end_record();
}

Flow CsvScanner::feed(std::string_view chunk) {
  const char* at = chunk.data();
  const char* const end = at + chunk.size();
  while (at < end) {
    if (after_return_) {
      after_return_ = false;
      if (*at == '\n') {
        ++at;
        continue;
      }
    }
    switch (state_) {
      case State::RecordStart:
      case State::FieldStart:
        if (*at == '"') {
          ++at;
          state_ = State::Quoted;
        } else {
          state_ = State::Plain;
        }
        break;
      case State::Quoted: {
        const char* quote = find_quote(at, end);
        if (quote > at) handler_.field(between(at, quote), false);
        at = quote;
        if (at < end) {
          ++at;
          state_ = State::QuoteInQuoted;
        }
        break;
      }
      case State::QuoteInQuoted:
        if (*at == '"') {
          handler_.field("\"", false);
          ++at;
          state_ = State::Quoted;
        } else {
          state_ = State::Plain;
        }
        break;
      case State::Plain: {
        const char* stop = scan_plain(at, end);
        if (stop == end) {
          handler_.field(between(at, stop), false);
          return Flow::Continue;
        }
        handler_.field(between(at, stop), true);
        at = stop + 1;
        if (*stop == separator_) {
          state_ = State::FieldStart;
          break;
        }
        after_return_ = *stop == '\r';
        if (end_record() == Flow::Stop) return Flow::Stop;
        break;
      }
    }
  }
  return Flow::Continue;
}

Flow CsvScanner::finish() {
  if (state_ == State::RecordStart) return Flow::Continue;
  handler_.field({}, true);
  return end_record();
}

}  // namespace calltracker::workbook
