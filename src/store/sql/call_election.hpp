// SPDX-License-Identifier: MIT
#pragma once

// Of the calls that hold the same conversation at the same moment, whichever upload brought them, one counts
// when jobs are taken together: an analysed one before one that failed, was cancelled, was skipped or is
// open; of equals, the one stored last. A new call does not count while another does (insert_call); whatever
// changes a call's state afterwards settles the matter again in the same transaction.

#include <cstdint>
#include <string_view>
#include <vector>

#include "store/sql/connection.hpp"

namespace calltracker::store::sql {

// Among the calls that are like this one, itself included.
void settle_which_counts(Connection& connection, std::int64_t call_number);

// Calls of other jobs among which it has to be settled once these (a JSON array of numbers) are gone.
std::vector<std::int64_t> list_heirs(Connection& connection, std::string_view call_numbers);

}  // namespace calltracker::store::sql
