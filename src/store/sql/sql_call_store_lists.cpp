// SPDX-License-Identifier: MIT
// Lists of calls: numbers by plan, then the narrow rows of one page, then passages where words were searched.
#include <map>
#include <stdexcept>
#include <unordered_map>

#include "base/json.hpp"
#include "call/storage_json.hpp"
#include "store/search_query.hpp"
#include "store/sql/call_list_reader.hpp"
#include "store/sql/call_row.hpp"
#include "store/sql/lead_counter.hpp"
#include "store/sql/sql_call_store.hpp"

namespace calltracker::store::sql {
namespace {

constexpr std::int64_t kFacetNamesMax = 500;
constexpr std::int64_t kStreamedCallsPerPage = 256;

std::string number_list(const std::vector<ListedCall>& calls) {
  json::array numbers;
  for (const ListedCall& call : calls) numbers.emplace_back(call.number);
  return to_json_text(numbers);
}

template <class Row>
std::vector<Row> in_order(const std::vector<ListedCall>& calls,
                          std::unordered_map<std::int64_t, Row>& by_number) {
  std::vector<Row> rows;
  for (const ListedCall& call : calls) {
    const auto found = by_number.find(call.number);
    if (found != by_number.end()) rows.push_back(std::move(found->second));
  }
  return rows;
}

// The texts of a call that a search looks through, conversation first.
std::vector<std::string> searched_texts(const CallSummary& summary, const std::vector<Turn>& turns) {
  std::vector<std::string> texts;
  for (const Turn& turn : turns) texts.push_back(turn.text);
  for (const auto& text :
       {summary.need_summary, summary.caller_name, summary.company, summary.rep, summary.caller_number}) {
    if (text) texts.push_back(*text);
  }
  return texts;
}

std::vector<CallSummary> load_summaries(Connection& connection, const std::vector<ListedCall>& calls,
                                        const std::optional<SearchQuery>& search) {
  if (calls.empty()) return {};
  const std::string numbers = number_list(calls);
  std::unordered_map<std::int64_t, CallSummary> summaries;
  connection.query("load_call_summaries", {numbers},
                   [&](const Row& row) { summaries.emplace(row.integer(0), read_summary(row)); });
  if (search) {
    connection.query("load_turns", {numbers}, [&](const Row& row) {
      CallSummary& summary = summaries.at(row.integer(0));
      summary.match = search->snippet(searched_texts(summary, turns_from_storage_json(row.text(1))));
    });
  }
  return in_order(calls, summaries);
}

std::vector<Call> load_calls(Connection& connection, const std::vector<ListedCall>& calls) {
  if (calls.empty()) return {};
  std::unordered_map<std::int64_t, Call> by_number;
  connection.query("load_calls", {number_list(calls)}, [&by_number](const Row& row) {
    NumberedCall numbered = read_call(row);
    by_number.emplace(numbered.number, std::move(numbered.call));
  });
  return in_order(calls, by_number);
}

// Counts values in the order of frequency.
class FacetCounter {
 public:
  void add(std::string_view value) {
    if (value.empty()) return;
    const auto known = counts_.find(value);
    if (known == counts_.end()) {
      counts_.emplace(value, 1);
    } else {
      ++known->second;
    }
  }
  void add_uncounted(std::string_view value) { counts_.try_emplace(std::string(value), 0); }

  std::vector<FacetValue> values() const {
    std::multimap<std::int64_t, FacetValue, std::greater<>> sorted;
    for (const auto& [name, calls] : counts_) {
      sorted.emplace(calls,
                     FacetValue{.name = name, .calls = calls > 0 ? std::optional(calls) : std::nullopt});
    }
    std::vector<FacetValue> values;
    for (auto& [calls, value] : sorted) values.push_back(value);
    return values;
  }

 private:
  std::map<std::string, std::int64_t, std::less<>> counts_;
};

}  // namespace

CallListPage SqlCallStore::list_calls(const CallListQuery& query) {
  CallListPage page;
  std::optional<CallCursor> after;
  if (query.cursor) after = read_cursor(*query.cursor);
  const auto search = SearchQuery::parse(query.filter.words.value_or(""));
  // Words that hold no word fit nothing.
  if (query.filter.words && !search) return page;
  database_.read([&](Connection& connection) {
    const ListPlan plan = plan_list(connection, database_.dialect(), query.filter, query.sort);
    CallListReader reader(connection, database_.dialect(), plan, query.sort, query.descending);
    ListStretch stretch = reader.read(query.limit, after);
    if (after) {
      page.total = after->total;
      page.total_is_exact = after->total_is_exact;
    } else {
      const CallListReader::Total total = reader.count();
      page.total = total.calls;
      page.total_is_exact = total.is_exact;
    }
    page.is_sorted = plan.kind != ListPlan::Kind::Found;
    page.calls = load_summaries(connection, stretch.calls, search);
    if (!stretch.next) return;
    stretch.next->total = page.total;
    stretch.next->total_is_exact = page.total_is_exact;
    page.next_cursor = cursor_text(*stretch.next);
  });
  return page;
}

LeadListPage SqlCallStore::list_leads(const LeadListQuery& query) {
  LeadListPage page;
  std::optional<CallCursor> after;
  if (query.cursor) after = read_cursor(*query.cursor);
  if (query.filter.words && !SearchQuery::parse(*query.filter.words)) return page;
  CallFilter filter = query.filter;
  if (!filter.leads) filter.leads = LeadGroups{};
  filter.counting = !filter.job;
  database_.read([&](Connection& connection) {
    const ListPlan plan = plan_list(connection, database_.dialect(), filter, CallSort::FollowUp);
    page.is_sorted = plan.kind != ListPlan::Kind::Found;
    CallListReader reader(connection, database_.dialect(), plan, CallSort::FollowUp, false);
    const ListStretch stretch = reader.read(query.limit, after);
    page.leads = load_calls(connection, stretch.calls);
    if (stretch.next) page.next_cursor = cursor_text(*stretch.next);
    if (query.count_at_ms) {
      page.totals =
          LeadCounter(connection, database_.dialect(), plan).count(*filter.leads, *query.count_at_ms);
    }
  });
  return page;
}

CallFacets SqlCallStore::count_facets(const CallFilter& filter) {
  CallFacets facets;
  FacetCounter statuses, classifications, reps, divisions, sources, call_types, actions;
  if (filter.words && !SearchQuery::parse(*filter.words)) return facets;
  database_.read([&](Connection& connection) {
    const ListPlan plan = plan_list(connection, database_.dialect(), filter, CallSort::StartTime);
    CallListReader reader(connection, database_.dialect(), plan, CallSort::StartTime, true);
    const ListStretch stretch = reader.read(kCountedCallsMax, std::nullopt, [&](Columns& columns) {
      for (FacetCounter* counter :
           {&statuses, &classifications, &reps, &divisions, &sources, &call_types, &actions}) {
        counter->add(columns.view());
      }
    });
    facets.is_exact = !stretch.next;
    if (facets.is_exact) return;
    const auto add_names = [&](std::string_view query, FacetCounter& counter) {
      connection.query(query, {kFacetNamesMax},
                       [&counter](const Row& row) { counter.add_uncounted(row.text(0)); });
    };
    add_names("list_reps", reps);
    add_names("list_divisions", divisions);
    add_names("list_sources", sources);
  });
  facets.reps = reps.values();
  facets.divisions = divisions.values();
  facets.sources = sources.values();
  facets.classifications = classifications.values();
  facets.call_types = call_types.values();
  facets.actions = actions.values();
  facets.statuses = statuses.values();
  return facets;
}

std::optional<CallSummary> SqlCallStore::find_summary(const CallId& id) {
  std::vector<CallSummary> summaries;
  database_.read([&](Connection& connection) {
    std::vector<ListedCall> calls;
    connection.query("find_call_number", {id}, [&calls](const Row& row) {
      calls.push_back({.number = row.integer(0), .key = std::nullopt});
    });
    summaries = load_summaries(connection, calls, std::nullopt);
  });
  if (summaries.empty()) return std::nullopt;
  return std::move(summaries.front());
}

void SqlCallStore::for_each_call_of(const CallFilter& filter, std::int64_t most,
                                    const std::function<void(const Call&)>& visit) {
  std::optional<ListPlan> plan;
  std::optional<CallCursor> after;
  do {
    std::vector<Call> calls;
    database_.read([&](Connection& connection) {
      if (!plan) plan = plan_list(connection, database_.dialect(), filter, CallSort::StartTime);
      CallListReader reader(connection, database_.dialect(), *plan, CallSort::StartTime, true);
      const ListStretch stretch = reader.read(std::min(kStreamedCallsPerPage, most), after);
      after = stretch.next;
      calls = load_calls(connection, stretch.calls);
    });
    // Visited without a connection in hand, so that a visitor may read too.
    for (const Call& call : calls) visit(call);
    most -= std::ssize(calls);
  } while (after && most > 0);
}

std::string SqlCallStore::state_of_calls() {
  std::string state;
  database_.read([&](Connection& connection) {
    connection.query("find_calls_state", {}, [&state](const Row& row) {
      for (const int column : {0, 1, 2, 3}) state += std::to_string(row.integer(column)) + " ";
    });
  });
  return state;
}

void SqlCallStore::for_each_digest(std::string_view slice, bool with_text,
                                   const std::function<void(const JobDigest&)>& visit) {
  database_.read([slice, with_text, &visit](Connection& connection) {
    connection.query(with_text ? "list_digests" : "list_digest_states", {slice}, [&visit](const Row& row) {
      JobDigest digest{.job = JobId(std::string(row.text(0))),
                       .state = std::string(row.text(1)),
                       .state_before = std::nullopt,
                       .text = row.text(3),
                       .is_ended = row.flag(4)};
      if (!row.is_null(2)) digest.state_before = std::string(row.text(2));
      visit(digest);
    });
  });
}

void SqlCallStore::put_digest(const JobId& id, std::string_view slice, std::string_view state,
                              std::string_view text) {
  write(nullptr, [&](Connection& connection) {
    connection.execute("put_digest", {id, slice, state, text, clock_.now_ms()});
    if (!slice.empty()) connection.execute("drop_older_slices", {id, kSlicesKeptMax});
  });
}

std::vector<FailureGroup> SqlCallStore::list_failures(const JobId& id) {
  std::vector<FailureGroup> groups;
  database_.read([&](Connection& connection) {
    connection.query("list_failures", {id}, [&groups](const Row& row) {
      groups.push_back(
          {.code = std::string(row.text(0)), .message = std::string(row.text(1)), .count = row.integer(2)});
    });
    for (FailureGroup& group : groups) {
      connection.query("list_failed_calls", {id, group.code, group.message, kFailedCallsNamedMax},
                       [&group](const Row& row) { group.calls.emplace_back(std::string(row.text(0))); });
    }
  });
  return groups;
}

}  // namespace calltracker::store::sql
