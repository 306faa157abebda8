// SPDX-License-Identifier: MIT
// A builder's counts as one JSON document, and added up from it.
#include <algorithm>

#include "insight/insight_tallies.hpp"

namespace calltracker::insight {
namespace {

// A digest is read whenever jobs are taken together: of one job's flags a few are enough.
constexpr std::size_t kFlagsPerDigest = 40;

using Counts = std::map<std::string, std::int64_t>;
using Slices = std::map<std::optional<std::string>, OutcomeTally>;

json::object to_digest(const Counts& counts) {
  json::object digest;
  for (const auto& [key, count] : counts) digest[key] = count;
  return digest;
}

void add_digest(Counts& counts, const json::value& digest) {
  for (const auto& [key, count] : digest.as_object())
    counts[std::string(key)] += count.to_number<std::int64_t>();
}

json::array to_digest(const Slices& slices) {
  json::array digest;
  for (const auto& [name, outcomes] : slices)
    digest.push_back(json::array{value_or_null(name), outcomes.to_digest()});
  return digest;
}

void add_digest(Slices& slices, const json::value& digest) {
  for (const json::value& slice : digest.as_array()) {
    std::optional<std::string> name;
    if (!slice.at(0).is_null()) name = std::string(slice.at(0).as_string());
    slices[name].add_digest(slice.at(1));
  }
}

json::array to_digest(const RedFlag& flag) {
  return {flag.call_id.str(),
          flag.row,
          value_or_null(flag.start_time_ms),
          static_cast<int>(flag.kind),
          flag.text,
          to_json_array(flag.turns),
          flag.rep};
}

std::optional<UnixMillis> time_from(const json::value& digest) {
  return digest.is_null() ? std::nullopt : std::optional(digest.to_number<UnixMillis>());
}

RedFlag flag_from(const json::value& digest) {
  RedFlag flag{.call_id = CallId(std::string(digest.at(0).as_string())),
               .row = digest.at(1).to_number<int>(),
               .start_time_ms = time_from(digest.at(2)),
               .kind = static_cast<RedFlag::Kind>(digest.at(3).to_number<int>()),
               .text = std::string(digest.at(4).as_string()),
               .turns = {},
               .rep = std::string(digest.at(6).as_string())};
  for (const json::value& turn : digest.at(5).as_array()) flag.turns.push_back(turn.to_number<int>());
  return flag;
}

json::object to_digest(const TeamExtras& extras) {
  json::array distribution;
  for (const std::int64_t count : extras.score_distribution) distribution.emplace_back(count);
  return {{"skipped", extras.skipped},
          {"failed", extras.failed},
          {"withoutRep", extras.without_rep},
          {"withoutOverall", extras.without_overall},
          {"withoutTime", extras.without_time},
          {"redFlags", extras.red_flags},
          {"cached", extras.cached},
          {"first", value_or_null(extras.first_call_ms)},
          {"last", value_or_null(extras.last_call_ms)},
          {"scores", std::move(distribution)}};
}

void add_digest(TeamExtras& extras, const json::value& digest) {
  const auto number = [&digest](std::string_view key) { return digest.at(key).to_number<std::int64_t>(); };
  extras.skipped += number("skipped");
  extras.failed += number("failed");
  extras.without_rep += number("withoutRep");
  extras.without_overall += number("withoutOverall");
  extras.without_time += number("withoutTime");
  extras.red_flags += number("redFlags");
  extras.cached += number("cached");
  if (const auto first = time_from(digest.at("first"))) {
    extras.first_call_ms = std::min(*first, extras.first_call_ms.value_or(*first));
  }
  if (const auto last = time_from(digest.at("last"))) {
    extras.last_call_ms = std::max(*last, extras.last_call_ms.value_or(*last));
  }
  for (std::size_t bucket = 0; bucket < extras.score_distribution.size(); ++bucket) {
    extras.score_distribution.at(bucket) += digest.at("scores").at(bucket).to_number<std::int64_t>();
  }
}

}  // namespace

InsightDigest::InsightDigest(std::string_view text) : content_(parse_json(text, "a job's digest")) {}

bool InsightDigest::is_all_within(std::optional<UnixMillis> from_ms,
                                  std::optional<UnixMillis> before_ms) const {
  if (!from_ms && !before_ms) return true;
  const json::value& extras = content_.at("extras");
  if (extras.at("withoutTime").to_number<std::int64_t>() > 0 || extras.at("first").is_null()) return false;
  return (!from_ms || extras.at("first").to_number<UnixMillis>() >= *from_ms) &&
         (!before_ms || extras.at("last").to_number<UnixMillis>() < *before_ms);
}

bool InsightDigest::is_all_outside(std::optional<UnixMillis> from_ms,
                                   std::optional<UnixMillis> before_ms) const {
  if (!from_ms && !before_ms) return false;
  const json::value& extras = content_.at("extras");
  // A call without a time is in no range of times.
  if (extras.at("first").is_null()) return true;
  return (from_ms && extras.at("last").to_number<UnixMillis>() < *from_ms) ||
         (before_ms && extras.at("first").to_number<UnixMillis>() >= *before_ms);
}

std::string InsightBuilder::digest() const {
  const Tallies& tallies = *tallies_;
  json::object reps;
  for (const auto& [name, rep] : tallies.reps)
    reps[name] = json::array{rep.people.to_digest(), to_digest(rep.divisions)};
  std::vector<RedFlag> newest = tallies.red_flags;
  std::stable_sort(newest.begin(), newest.end(), [](const RedFlag& left, const RedFlag& right) {
    return left.start_time_ms > right.start_time_ms;
  });
  if (newest.size() > kFlagsPerDigest) newest.resize(kFlagsPerDigest);
  json::array flags;
  for (const RedFlag& flag : newest) flags.push_back(to_digest(flag));
  const TokenUse& tokens = tallies.tokens;
  return to_json_text(json::object{{"team", tallies.team.to_digest()},
                                   {"extras", to_digest(tallies.extras)},
                                   {"metrics", tallies.metrics.to_digest()},
                                   {"reps", std::move(reps)},
                                   {"sources", to_digest(tallies.sources)},
                                   {"divisions", to_digest(tallies.divisions)},
                                   {"flags", std::move(flags)},
                                   {"skipped", to_digest(tallies.skipped)},
                                   {"failed", to_digest(tallies.failed)},
                                   {"costUsd", tallies.cost_usd},
                                   {"tokens", json::array{tokens.input, tokens.output, tokens.cache_read,
                                                          tokens.cache_write, tokens.unpriced}}});
}

void InsightBuilder::add(const InsightDigest& digest) {
  Tallies& tallies = *tallies_;
  const json::value& content = digest.content();
  tallies.team.add_digest(content.at("team"));
  add_digest(tallies.extras, content.at("extras"));
  tallies.metrics.add_digest(content.at("metrics"));
  for (const auto& [name, rep] : content.at("reps").as_object()) {
    RepTally& tally = tallies.reps[std::string(name)];
    tally.people.add_digest(rep.at(0));
    add_digest(tally.divisions, rep.at(1));
  }
  add_digest(tallies.sources, content.at("sources"));
  add_digest(tallies.divisions, content.at("divisions"));
  for (const json::value& flag : content.at("flags").as_array()) tallies.red_flags.push_back(flag_from(flag));
  if (tallies.red_flags.size() > 2 * kFlagsKeptMax) tallies.drop_older_flags();
  add_digest(tallies.skipped, content.at("skipped"));
  add_digest(tallies.failed, content.at("failed"));
  tallies.cost_usd += content.at("costUsd").to_number<double>();
  // Digests stored before prices could be unknown have one figure less.
  const auto tokens = [&figures = content.at("tokens").as_array()](std::size_t index) {
    return index < figures.size() ? figures[index].to_number<std::int64_t>() : 0;
  };
  tallies.tokens += {.input = tokens(0),
                     .output = tokens(1),
                     .cache_read = tokens(2),
                     .cache_write = tokens(3),
                     .unpriced = tokens(4)};
}

}  // namespace calltracker::insight
