// SPDX-License-Identifier: MIT
#pragma once

// JSON Schema in two roles: the full schema checks every answer here, whatever the provider promised, and a
// stripped one goes to the provider, whose decoders know only a part of the language.

#include <memory>
#include <optional>
#include <string>

#include "base/json.hpp"

namespace calltracker::llm {

// A schema prepared for checking. Cheap to copy; safe to use from several threads.
class JsonSchema {
 public:
  // Throws Error{Internal, "schema-invalid"}: schemas are part of the program.
  explicit JsonSchema(const json::value& schema);

  // What is wrong with `document`, naming the path ("at categories.nextSteps.level: …") but no value, since
  // values may hold words of a transcript; nullopt when nothing is.
  std::optional<std::string> problem_with(const json::value& document) const;

 private:
  struct Prepared;
  std::shared_ptr<const Prepared> prepared_;
};

// The schema as a provider accepts it: bounds on numbers, texts and arrays become words in the description,
// and annotations that some servers refuse are dropped.
json::value provider_schema(const json::value& schema);

}  // namespace calltracker::llm
