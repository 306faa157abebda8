// SPDX-License-Identifier: MIT
#pragma once

// Finds out which column of a log is which field, from the headers' names and a look at the values.
//
// A choice made by a person always wins. A header is never used for two fields. A name that could mean
// several things ("Name", "Type") goes to the field that nothing clearer claims and whose values fit.

#include <string>
#include <vector>

#include "bronze/columns/column_mapping.hpp"
#include "bronze/columns/column_profile.hpp"
#include "bronze/columns/header.hpp"

namespace calltracker::bronze {

struct MappedHeaders {
  ColumnMapping mapping;
  std::vector<RivalHeader> rivals;
  std::vector<ColumnChoice> missing;  // choices whose header is not there
  int score = 0;                      // how much these headers look like a call log's
};

// `profiles` is parallel to `headers`.
MappedHeaders map_columns(const std::vector<HeaderCell>& headers, const std::vector<ColumnProfile>& profiles,
                          const std::vector<ColumnChoice>& choices);

}  // namespace calltracker::bronze
