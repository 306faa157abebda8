// SPDX-License-Identifier: MIT
#include "bronze/transcript/json_transcript.hpp"

#include <fmt/format.h>

#include <array>
#include <boost/json/parse.hpp>
#include <string>
#include <utility>

#include "base/json.hpp"
#include "base/text.hpp"
#include "bronze/transcript/marker.hpp"
#include "bronze/transcript/speaker_label.hpp"

namespace calltracker::bronze {
namespace {

constexpr int kNestingMax = 4;

constexpr auto kTextKeys =
    std::to_array<std::string_view>({"phrase", "text", "content", "transcript", "message", "body",
                                     "utterance", "line", "sentence", "sentences", "value", "words"});
constexpr auto kSpeakerKeys = std::to_array<std::string_view>({"speaker",
                                                               "role",
                                                               "speaker_label",
                                                               "speakerLabel",
                                                               "speaker_role",
                                                               "speakerRole",
                                                               "speaker_name",
                                                               "speakerName",
                                                               "participantrole",
                                                               "participant_role",
                                                               "participant",
                                                               "party",
                                                               "who",
                                                               "from",
                                                               "name",
                                                               "label",
                                                               "channel",
                                                               "user",
                                                               "speaker_id",
                                                               "speakerId",
                                                               "contact"});
constexpr auto kSecondsKeys = std::to_array<std::string_view>(
    {"start", "start_time", "startTime", "start_seconds", "startSeconds", "start_sec", "time", "timestamp",
     "offset", "at", "begin", "atSeconds", "ts"});
constexpr auto kMillisecondsKeys = std::to_array<std::string_view>(
    {"start_ms", "startMs", "BeginOffsetMillis", "start_time_ms", "startTimeMs", "offset_ms", "startMillis"});
constexpr auto kListKeys = std::to_array<std::string_view>(
    {"turns", "utterances", "segments", "transcript", "transcription", "messages", "results", "entries",
     "sentences", "monologues", "conversation", "lines", "items", "phrases", "conversational_transcript",
     "dialogue", "data"});

template <class Keys>
const json::value* member(const json::object& object, const Keys& keys) {
  for (const std::string_view key : keys) {
    for (const auto& entry : object) {
      if (equals_ignoring_case(entry.key(), key) && !entry.value().is_null()) return &entry.value();
    }
  }
  return nullptr;
}

std::optional<double> number_of(const json::value& value) {
  if (value.is_string()) {
    if (const auto clock = match_clock(trim(value.get_string()))) return clock->seconds;
    return std::nullopt;
  }
  if (!value.is_number()) return std::nullopt;
  return value.to_number<double>();
}

std::optional<double> start_of(const json::object& item) {
  std::optional<double> seconds;
  if (const json::value* value = member(item, kMillisecondsKeys)) {
    seconds = number_of(*value);
    if (seconds && !value->is_string()) *seconds /= 1000;
  } else if (const json::value* start = member(item, kSecondsKeys)) {
    seconds = number_of(*start);
  }
  constexpr double kLongestCallSeconds = 86'400;
  const bool sensible = seconds && *seconds >= 0 && *seconds <= kLongestCallSeconds;
  return sensible ? seconds : std::nullopt;
}

std::string text_of(const json::value& value) {
  if (value.is_string()) return std::string(value.get_string());
  std::string joined;
  if (value.is_array()) {
    for (const json::value& part : value.get_array())
      joined.append(joined.empty() ? "" : " ").append(text_of(part));
  } else if (value.is_object()) {
    constexpr auto kWordKeys =
        std::to_array<std::string_view>({"text", "word", "punctuated_word", "content", "phrase"});
    if (const json::value* word = member(value.get_object(), kWordKeys)) return text_of(*word);
  }
  return joined;
}

SpeakerLabel label_of(const json::value& value) {
  if (value.is_string()) return read_certain_label(value.get_string());
  if (value.is_int64()) return read_certain_label(fmt::format("{}", value.get_int64()));
  if (value.is_uint64()) return read_certain_label(fmt::format("{}", value.get_uint64()));
  if (value.is_object()) {
    constexpr auto kNameKeys = std::to_array<std::string_view>({"role", "type", "name", "label", "id"});
    if (const json::value* name = member(value.get_object(), kNameKeys)) return label_of(*name);
  }
  return {};
}

class JsonPieces {
 public:
  explicit JsonPieces(const KnownNames& names) : names_(names) {}

  bool read(const json::value& value, int depth) {
    if (depth > kNestingMax) return false;
    if (value.is_array()) return read_list(value.get_array(), depth);
    if (value.is_object()) return read_wrapper(value.get_object(), depth);
    if (!value.is_string()) return false;
    for (Piece& piece : split_transcript(value.get_string(), names_)) pieces_.push_back(std::move(piece));
    return true;
  }

  std::vector<Piece> take() { return std::move(pieces_); }

 private:
  bool read_list(const json::array& list, int depth) {
    std::string lines;
    for (const json::value& item : list) {
      if (item.is_string()) {
        lines.append(item.get_string()).push_back('\n');
      } else if (item.is_object()) {
        read_item(item.get_object(), depth);
      } else if (item.is_array() && item.get_array().size() == 2 && item.get_array()[0].is_string()) {
        add(label_of(item.get_array()[0]), {}, text_of(item.get_array()[1]));
      } else if (item.is_array() && depth < kNestingMax) {
        read_list(item.get_array(), depth + 1);
      }
    }
    for (Piece& piece : split_transcript(lines, names_)) pieces_.push_back(std::move(piece));
    return !pieces_.empty();
  }

  void read_item(const json::object& item, int depth) {
    const json::value* text = member(item, kTextKeys);
    if (text == nullptr) {
      if (read_spoken_members(item)) return;
      if (const json::value* list = member(item, kListKeys)) read(*list, depth + 1);
      return;
    }
    const json::value* speaker = member(item, kSpeakerKeys);
    add(speaker == nullptr ? SpeakerLabel{} : label_of(*speaker), start_of(item), text_of(*text));
  }

  // {"agent": "Hello"}: the member's name is the label.
  bool read_spoken_members(const json::object& item) {
    bool any = false;
    for (const auto& entry : item) {
      const bool certain = item.size() == 1 || read_role_label(entry.key()).has_value();
      if (!certain || !entry.value().is_string()) continue;
      add(read_certain_label(entry.key()), start_of(item), std::string(entry.value().get_string()));
      any = true;
    }
    return any;
  }

  bool read_wrapper(const json::object& object, int depth) {
    if (const json::value* list = member(object, kListKeys)) return read(*list, depth + 1);
    if (object.size() == 1) return read(object.begin()->value(), depth + 1);
    read_item(object, depth);
    return !pieces_.empty();
  }

  void add(SpeakerLabel label, std::optional<double> at, std::string text) {
    std::string words = collapse_whitespace(text);
    if (words.empty()) return;
    pieces_.push_back({.label = std::move(label), .at_seconds = at, .text = std::move(words)});
  }

  const KnownNames& names_;
  std::vector<Piece> pieces_;
};

bool may_be_json(std::string_view text) {
  if (text.size() < 2) return false;
  constexpr std::string_view kSecond = "[{\"";
  const std::string_view inside = trim(text.substr(1));
  if (inside.empty()) return false;
  if (text.front() == '[') return kSecond.find(inside.front()) != std::string_view::npos;
  if (text.front() == '{') return inside.front() == '"';
  return text.front() == '"' && text.back() == '"' && (inside.front() == '[' || inside.front() == '{');
}

std::optional<json::value> parse_leniently(std::string_view text) {
  boost::system::error_code fault;
  json::value value = json::parse(text, fault);
  if (!fault) return value;
  const std::size_t last_item = text.rfind('}');
  if (text.front() != '[' || last_item == std::string_view::npos) return std::nullopt;
  value = json::parse(std::string(text.substr(0, last_item + 1)) + "]", fault);
  return fault ? std::nullopt : std::optional(std::move(value));
}

}  // namespace

std::optional<std::vector<Piece>> split_json_transcript(std::string_view text, const KnownNames& names) {
  text = trim(text);
  if (!may_be_json(text)) return std::nullopt;
  const std::optional<json::value> value = parse_leniently(text);
  if (!value || (value->is_string() && !may_be_json(value->get_string()))) return std::nullopt;
  JsonPieces pieces(names);
  if (!pieces.read(*value, 0)) return std::nullopt;
  std::vector<Piece> found = pieces.take();
  if (found.empty()) return std::nullopt;
  return found;
}

}  // namespace calltracker::bronze
