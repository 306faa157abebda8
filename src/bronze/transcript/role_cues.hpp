// SPDX-License-Identifier: MIT
#pragma once

// What people say that tells which side of a sales call they are on.

#include <string>
#include <string_view>
#include <vector>

namespace calltracker::bronze {

// What is known of a call besides its words.
struct RoleHints {
  std::vector<std::string> company_names;  // names a rep may say when answering
  std::string agent_name;
  std::string caller_name;
  bool is_outbound = false;  // then a rep says "I'm calling about", and a stranger "thank you for calling"
};

struct RoleEvidence {
  int agent = 0;               // points for speaking like a rep
  int caller = 0;              // points for speaking like somebody who called
  bool greets = false;         // answered the way only a company does
  bool names_company = false;  // introduced themselves with the workspace's company

  int lead() const { return agent - caller; }
};

// The hints as they are compared; made once for a conversation.
struct FoldedHints {
  explicit FoldedHints(const RoleHints& hints);

  std::vector<std::string> company_names;
  std::string agent_first_name;  // empty when too short to tell anything
  std::string caller_first_name;
  bool is_outbound;
};

// Adds up what one speaker says, piece by piece, up to a bounded number of words.
class RoleEvidenceGatherer {
 public:
  // Looks at no more than about `words_max` words. The hints must outlive the gatherer.
  RoleEvidenceGatherer(const FoldedHints& hints, std::size_t words_max)
      : hints_(&hints), words_max_(words_max) {}

  void add(std::string_view text);
  const RoleEvidence& evidence() const { return evidence_; }

 private:
  void add_phrases(const std::vector<std::string_view>& words);
  void add_company(std::string_view folded);
  void add_own_name(std::string_view folded);

  const FoldedHints* hints_;
  std::size_t words_max_;
  RoleEvidence evidence_;
  std::size_t words_ = 0;
  std::vector<int> uses_;  // per cue
};

}  // namespace calltracker::bronze
