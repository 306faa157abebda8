// SPDX-License-Identifier: MIT
#pragma once

// Turns a stream of calls into a JobInsight in one pass. Memory grows with the number of reps, sources, leads
// and red flags, never with transcripts: 100,000 calls are fine.
//
// What was counted can be put down as a digest and added to another builder, instead of the calls themselves:
// many jobs are added up in the time it takes to read their digests. Medians and quartiles are then to three
// significant digits, and of remarks only those that the digest shows take part.
//
// Which calls count (a job, a division, a month) is the caller's choice: add only those.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/json.hpp"
#include "call/call.hpp"
#include "call/workspace.hpp"
#include "insight/insight.hpp"

namespace calltracker::insight {

// Figures: without leads, and of the red flags kFlagsKeptMax of the newest calls, so that memory does not
// grow with the calls.
enum class Detail { Everything, Figures };

inline constexpr std::size_t kFlagsKeptMax = 200;

class InsightDigest {
 public:
  // Of InsightBuilder::digest() with the same kDigestFormat.
  explicit InsightDigest(std::string_view text);

  // Whether every call, or none, started at or after `from_ms` and before `before_ms`; absent: any time.
  bool is_all_within(std::optional<UnixMillis> from_ms, std::optional<UnixMillis> before_ms) const;
  bool is_all_outside(std::optional<UnixMillis> from_ms, std::optional<UnixMillis> before_ms) const;

  const json::value& content() const { return content_; }

 private:
  json::value content_;
};

// Moves whenever a digest is written or counted differently, so that stored ones are made anew.
inline constexpr int kDigestFormat = 1;

class InsightBuilder {
 public:
  // `workspace` must outlive the builder. `now_ms` decides which follow-ups are overdue. `spend_usd` is what
  // each source cost, where somebody knows it.
  InsightBuilder(const Workspace& workspace, UnixMillis now_ms, Detail detail = Detail::Everything,
                 std::map<std::string, double> spend_usd = {});
  ~InsightBuilder();

  void add(const Call& call);
  void add(const InsightDigest& digest);
  // Of what was added so far, with the workspace's time zone and roster; without leads.
  std::string digest() const;
  // Call once, after the last add.
  JobInsight finish();

 private:
  struct Tallies;
  std::unique_ptr<Tallies> tallies_;
};

}  // namespace calltracker::insight
