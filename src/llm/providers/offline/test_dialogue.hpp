// SPDX-License-Identifier: MIT
#pragma once

// A conversation written down in a test: one turn per line, "A:" for the agent, "C:" for the caller, "O:" for
// others.

#include <doctest/doctest.h>

#include <chrono>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "call/workspace.hpp"
#include "llm/providers/offline/extraction.hpp"

namespace calltracker::llm::offline {

inline const Knowledge& test_knowledge() {
  static const Workspace workspace = built_in_workspace();
  static const Knowledge knowledge(workspace);
  return knowledge;
}

class Dialogue {
 public:
  explicit Dialogue(std::string_view written, std::optional<std::chrono::sys_days> date = std::nullopt)
      : written_(written) {
    input_.date = date;
    int number = 0;
    for (const std::string_view line : split(written_, '\n')) {
      const std::string_view turn = trim(line);
      if (turn.size() < 2 || turn[1] != ':') continue;
      const Speaker speaker = turn[0] == 'A'   ? Speaker::Agent
                              : turn[0] == 'C' ? Speaker::Caller
                                               : Speaker::Other;
      input_.turns.push_back({.number = ++number, .speaker = speaker, .text = trim(turn.substr(2))});
    }
    conversation_ = std::make_unique<Conversation>(test_knowledge(), input_);
    extraction_ = extract(test_knowledge(), *conversation_);
  }
  Dialogue(const Dialogue&) = delete;
  Dialogue& operator=(const Dialogue&) = delete;

  const CallInput& input() const { return input_; }
  const Conversation& conversation() const { return *conversation_; }
  const Extraction& found() const { return extraction_; }

  std::string classification() const { return std::string(name_of(extraction_.triage.classification)); }
  std::string subtype() const { return extraction_.triage.subtype; }
  std::string rep() const { return value(extraction_.rep.name); }
  std::string caller() const { return value(extraction_.caller_name); }
  std::string company() const { return value(extraction_.caller_company); }
  std::string location() const { return value(extraction_.caller_location); }
  std::string phone() const { return value(extraction_.caller_phone); }
  std::string role() const { return value(extraction_.caller_role); }
  std::string call_type() const { return std::string(name_of(extraction_.call_type)); }
  std::string timeline() const { return std::string(name_of(extraction_.lead.timeline)); }

 private:
  static std::string value(const std::optional<FoundFact>& fact) {
    return fact ? fact->value : std::string();
  }

  std::string written_;
  CallInput input_;
  std::unique_ptr<Conversation> conversation_;
  Extraction extraction_;
};

// Each dialogue by itself is a call of that class.
inline void check_all_triaged_as(std::string_view classification,
                                 std::initializer_list<std::string_view> dialogues) {
  for (const std::string_view dialogue : dialogues) {
    const Dialogue call(dialogue);
    CAPTURE(dialogue);
    CAPTURE(call.found().triage.reason);
    CHECK(call.classification() == classification);
  }
}

}  // namespace calltracker::llm::offline
