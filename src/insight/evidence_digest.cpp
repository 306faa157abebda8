// SPDX-License-Identifier: MIT
#include "insight/evidence_digest.hpp"

namespace calltracker::insight {

json::array evidence_to_digest(const Evidence& evidence) {
  return {evidence.call_id.str(), evidence.row, value_or_null(evidence.start_time_ms),
          to_json_array(evidence.turns), evidence.rep};
}

Evidence evidence_from(const json::value& digest) {
  Evidence evidence{.call_id = CallId(std::string(digest.at(0).as_string())),
                    .row = digest.at(1).to_number<int>(),
                    .start_time_ms = std::nullopt,
                    .turns = {},
                    .rep = std::string(digest.at(4).as_string())};
  if (!digest.at(2).is_null()) evidence.start_time_ms = digest.at(2).to_number<UnixMillis>();
  for (const json::value& turn : digest.at(3).as_array()) evidence.turns.push_back(turn.to_number<int>());
  return evidence;
}

}  // namespace calltracker::insight
