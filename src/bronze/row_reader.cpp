// SPDX-License-Identifier: MIT
#include "bronze/row_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "bronze/values/duration.hpp"
#include "bronze/values/phone.hpp"

namespace calltracker::bronze {
namespace {

constexpr std::size_t kFaultTextBytes = 60;
constexpr std::size_t kNamedZonesMax = 64;
constexpr double kLongestCallSeconds = 86'400;

// Fields that only help to read others; their columns stay visible among the unknown ones.
bool is_helper(CallField field) {
  return field == CallField::Direction || field == CallField::TimeZone || field == CallField::EndTime ||
         field == CallField::ConnectedTime;
}

// What systems write where nothing is known.
bool stands_for_nothing(std::string_view text) {
  for (const std::string_view word :
       {"-", "--", "n/a", "na", "null", "none", "nil", "\xE2\x80\x94", "#n/a"}) {
    if (equals_ignoring_case(text, word)) return true;
  }
  return text.empty();
}

}  // namespace

RowReader::RowReader(const ImportPlan& plan, std::string_view time_zone)
    : columns_(kCallFields),
      headers_(plan.headers),
      day_order_(plan.day_order),
      zone_(time_zone),
      utc_("UTC") {
  for (const MappedColumn& mapped : plan.mapping.columns()) {
    const Header header = normalise_header(mapped.header);
    columns_[static_cast<std::size_t>(mapped.field)] = Column{.column = mapped.column,
                                                              .header = mapped.header,
                                                              .unit_seconds = header.unit_seconds,
                                                              .is_utc = header.is_utc};
  }
  for (const HeaderCell& header : plan.headers) {
    const auto& mapped = plan.mapping.columns();
    const bool fills_a_field =
        std::any_of(mapped.begin(), mapped.end(), [&header](const MappedColumn& column) {
          return column.column == header.column && !is_helper(column.field);
        });
    if (!fills_a_field) kept_headers_.push_back(header);
  }
}

const workbook::Cell* RowReader::cell(const workbook::Row& row, CallField field) const {
  const auto& column = columns_[static_cast<std::size_t>(field)];
  if (!column) return nullptr;
  const workbook::Cell& found = row.at(column->column);
  if (found.kind == workbook::CellKind::Empty || found.kind == workbook::CellKind::Error) return nullptr;
  if (found.kind == workbook::CellKind::Text && stands_for_nothing(trim(found.text))) return nullptr;
  return &found;
}

std::optional<std::string> RowReader::text(const workbook::Row& row, CallField field) const {
  const workbook::Cell* found = cell(row, field);
  if (found == nullptr) return std::nullopt;
  std::string text = workbook::cell_text(*found);
  if (const std::string_view trimmed = trim(text); trimmed.size() != text.size()) text = std::string(trimmed);
  return text.empty() ? std::nullopt : std::optional(std::move(text));
}

std::optional<std::string> RowReader::phone(const workbook::Row& row, CallField field) const {
  const auto written = text(row, field);
  return written ? std::optional(format_phone(*written)) : std::nullopt;
}

// A yes/no column such as "Answered" says its own name.
std::optional<std::string> RowReader::status(const workbook::Row& row) const {
  auto written = text(row, CallField::CallStatus);
  if (!written) return std::nullopt;
  const std::string& header = columns_[static_cast<std::size_t>(CallField::CallStatus)]->header;
  for (const std::string_view word : {"true", "yes", "1"}) {
    if (equals_ignoring_case(*written, word)) return header;
  }
  for (const std::string_view word : {"false", "no", "0"}) {
    if (equals_ignoring_case(*written, word)) return "Not " + to_lower_ascii(header);
  }
  return written;
}

void RowReader::note_fault(const workbook::Row& row, CallField field, ReadRow& result) const {
  const std::string& header = columns_[static_cast<std::size_t>(field)]->header;
  std::string written = workbook::cell_text(*cell(row, field));
  result.faults.push_back(fmt::format("{} \"{}\" cannot be read", to_lower_ascii(info_of(field).title),
                                      truncate_utf8(written, kFaultTextBytes)));
  result.record.extra.emplace_back(header, std::move(written));
}

const TimeZone& RowReader::zone_of(const workbook::Row& row, const Column& column) {
  if (column.is_utc) return utc_;
  const auto name = text(row, CallField::TimeZone);
  if (!name) return zone_;
  auto known = named_zones_.find(*name);
  if (known == named_zones_.end()) {
    if (named_zones_.size() >= kNamedZonesMax) return zone_;
    std::optional<TimeZone> zone;
    try {
      zone.emplace(*name);
    } catch (const Error&) {
      // A column may name zones in words that no list knows; the workspace's zone is then the best guess.
    }
    known = named_zones_.emplace(*name, std::move(zone)).first;
  }
  return known->second ? *known->second : zone_;
}

std::optional<UnixMillis> RowReader::instant(const workbook::Row& row, CallField field) {
  const workbook::Cell* found = cell(row, field);
  if (found == nullptr) return std::nullopt;
  std::optional<Moment> moment = read_moment(*found, day_order_);
  if (!moment || !moment->has_date) return std::nullopt;
  const workbook::Cell* clock_cell = cell(row, CallField::StartClock);
  if (clock_cell != nullptr && !moment->has_clock) {
    const auto clock = read_moment(*clock_cell, day_order_);
    if (!clock || !clock->has_clock) return std::nullopt;
    moment->civil.hour = clock->civil.hour;
    moment->civil.minute = clock->civil.minute;
    moment->civil.second = clock->civil.second;
    moment->offset_minutes = clock->offset_minutes;
  }
  return to_unix(*moment, zone_of(row, *columns_[static_cast<std::size_t>(field)]));
}

void RowReader::read_start(const workbook::Row& row, ReadRow& result) {
  for (const CallField field : {CallField::StartTime, CallField::StartDate}) {
    if (cell(row, field) == nullptr) continue;
    result.record.start_time_ms = instant(row, field);
    if (!result.record.start_time_ms) note_fault(row, field, result);
    return;
  }
}

void RowReader::read_duration(const workbook::Row& row, ReadRow& result) {
  if (const workbook::Cell* found = cell(row, CallField::Duration)) {
    const double unit = columns_[static_cast<std::size_t>(CallField::Duration)]->unit_seconds;
    result.record.duration_seconds = read_duration_seconds(*found, unit);
    if (!result.record.duration_seconds) note_fault(row, CallField::Duration, result);
    return;
  }
  // Some systems log only when a call was connected and when it ended.
  const auto end = instant(row, CallField::EndTime);
  auto begin = instant(row, CallField::ConnectedTime);
  if (!begin) begin = result.record.start_time_ms;
  if (!begin || !end || *end < *begin) return;
  const double seconds = static_cast<double>(*end - *begin) / 1000;
  if (seconds <= kLongestCallSeconds) result.record.duration_seconds = seconds;
}

// "From" is the caller of an incoming call and the company of an outgoing one.
void RowReader::read_numbers(const workbook::Row& row, ReadRow& result) const {
  CallRecord& record = result.record;
  const auto direction = text(row, CallField::Direction);
  result.is_outbound = direction && parse_direction(*direction) == CallDirection::Outbound;
  record.agent_number = phone(row, CallField::AgentNumber);
  record.tracking_number = phone(row, CallField::TrackingNumber);
  record.caller_number = phone(row, CallField::CallerNumber);
  auto theirs = phone(row, result.is_outbound ? CallField::ToNumber : CallField::FromNumber);
  auto ours = phone(row, result.is_outbound ? CallField::FromNumber : CallField::ToNumber);
  if (!record.caller_number) record.caller_number = std::move(theirs);
  if (!record.tracking_number) record.tracking_number = std::move(ours);
}

void RowReader::read_extra(const workbook::Row& row, ReadRow& result) const {
  for (const HeaderCell& header : kept_headers_) {
    std::string written = workbook::cell_text(row.at(header.column));
    if (!trim(written).empty()) result.record.extra.emplace_back(header.text, std::move(written));
  }
}

ReadRow RowReader::read(workbook::Row& row) {
  ReadRow result;
  CallRecord& record = result.record;
  record.row = static_cast<int>(row.number);
  read_start(row, result);
  read_duration(row, result);
  read_numbers(row, result);
  record.agent_name = text(row, CallField::AgentName);
  record.number_name = text(row, CallField::NumberName);
  record.caller_name = text(row, CallField::CallerName);
  record.source = text(row, CallField::Source);
  record.medium = text(row, CallField::Medium);
  record.campaign = text(row, CallField::Campaign);
  record.call_status = status(row);
  record.recording_url = text(row, CallField::RecordingUrl);
  record.sentiment = text(row, CallField::Sentiment);
  record.note = text(row, CallField::Note);
  record.attribution = text(row, CallField::Attribution);
  record.tags = text(row, CallField::Tags);
  result.transcript = text(row, CallField::Transcript).value_or("");
  read_extra(row, result);
  return result;
}

bool RowReader::is_repeated_header(const workbook::Row& row) const {
  std::size_t equal = 0;
  std::size_t filled = 0;
  for (const workbook::Cell& found : row.cells) {
    if (found.kind == workbook::CellKind::Empty) continue;
    ++filled;
    const auto header = std::find_if(headers_.begin(), headers_.end(),
                                     [&found](const HeaderCell& h) { return h.column == found.column; });
    if (header != headers_.end() && found.kind == workbook::CellKind::Text &&
        equals_ignoring_case(trim(found.text), header->text)) {
      ++equal;
    }
  }
  return equal > 0 && 2 * equal > filled;
}

bool RowReader::is_totals(const workbook::Row& row) const {
  if (cell(row, CallField::Transcript) != nullptr) return false;
  for (const workbook::Cell& found : row.cells) {
    if (found.kind != workbook::CellKind::Text || trim(found.text).empty()) continue;
    const std::string first = to_lower_ascii(trim(found.text));
    for (const std::string_view word :
         {"total", "grand total", "subtotal", "sub-total", "average", "sum", "count"}) {
      const bool whole =
          first.size() == word.size() ||
          (first.size() > word.size() && (first[word.size()] == ' ' || first[word.size()] == ':'));
      if (first.starts_with(word) && whole) return true;
    }
    return false;
  }
  return false;
}

}  // namespace calltracker::bronze
