// SPDX-License-Identifier: MIT
#pragma once

// Whether cited turns exist and are the right side's words. Collects what is wrong in sentences that a model
// can act on; keeps only what is right.
//
// A turn whose speaker is unknown counts for either side: an unlabelled transcript cannot prove more.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "call/call.hpp"

namespace calltracker::gold {

class Evidence {
 public:
  explicit Evidence(const CallRecord& call);

  // The cited turns that exist, each once, in order; the others are noted as problems of `place`.
  std::vector<int> existing(const std::vector<std::int64_t>& cited, std::string_view place);

  // True when one of the turns is `speaker`'s, else a problem of `place` is noted.
  bool expect_any_of(Speaker speaker, const std::vector<int>& turns, std::string_view place);

  // True when the turn exists and is `speaker`'s, else a problem of `place` is noted.
  bool expect(Speaker speaker, std::int64_t turn, std::string_view place);

  // True when the words stand in that turn, whatever the punctuation and letter case, else a problem is
  // noted.
  bool expect_words(std::string_view words, std::int64_t turn, std::string_view place);

  void add_problem(std::string_view place, std::string_view problem);

  bool is_clean() const { return problems_.empty(); }
  std::string summary() const;

 private:
  bool could_be(const Turn& turn, Speaker speaker) const;

  std::unordered_map<std::int64_t, const Turn*> turns_;
  std::vector<std::string> problems_;
};

}  // namespace calltracker::gold
