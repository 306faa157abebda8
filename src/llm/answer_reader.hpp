// SPDX-License-Identifier: MIT
#pragma once

// From the text of a model's answer to JSON that conforms to its schema.
//
// Forgives what costs nothing to forgive: a Markdown fence or a sentence around the document, another letter
// case in a closed set of words, NUL characters in texts. Anything else is a problem with a reason fit to be
// sent back.

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <variant>

#include "base/json.hpp"
#include "llm/json_schema.hpp"

namespace calltracker::llm {

struct AnswerProblem {
  std::string reason;  // names places, never words of the answer
};

// Thread-safe. Keeps each schema prepared, by its address: schemas live as long as the program.
class AnswerReader {
 public:
  std::variant<json::value, AnswerProblem> read(std::string_view text, const json::value& schema) const;

 private:
  JsonSchema prepared(const json::value& schema) const;

  mutable std::mutex mutex_;
  mutable std::map<const json::value*, JsonSchema> schemas_;
};

}  // namespace calltracker::llm
