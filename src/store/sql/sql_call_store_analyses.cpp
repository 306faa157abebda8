// SPDX-License-Identifier: MIT
#include "store/sql/call_row.hpp"
#include "store/sql/sql_call_store.hpp"

namespace calltracker::store::sql {

std::optional<Analysis> SqlCallStore::find_analysis(std::string_view key) {
  std::optional<Analysis> analysis;
  database_.read([&](Connection& connection) {
    connection.query("find_analysis", {key}, [&analysis](const Row& row) { analysis = read_analysis(row); });
  });
  return analysis;
}

void SqlCallStore::put_analysis(durable::Transaction* transaction, const Analysis& analysis) {
  write(transaction, [&analysis](Connection& connection) {
    connection.execute(
        "put_analysis",
        {analysis.key, analysis.stage, analysis.model, analysis.answer_json, analysis.tokens.input,
         analysis.tokens.output, analysis.tokens.cache_read, analysis.tokens.cache_write, analysis.cost_usd,
         analysis.latency_ms, analysis.request_id, analysis.created_at_ms});
  });
}

std::optional<std::string> SqlCallStore::find_column_mapping(std::string_view header_fingerprint) {
  std::optional<std::string> mapping;
  database_.read([&](Connection& connection) {
    connection.query("find_column_mapping", {header_fingerprint},
                     [&mapping](const Row& row) { mapping = row.text(0); });
  });
  return mapping;
}

void SqlCallStore::put_column_mapping(std::string_view header_fingerprint, std::string_view mapping_json) {
  write(nullptr, [&](Connection& connection) {
    connection.execute("put_column_mapping", {header_fingerprint, mapping_json});
  });
}

}  // namespace calltracker::store::sql
