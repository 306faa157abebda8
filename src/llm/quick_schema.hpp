// SPDX-License-Identifier: MIT
#pragma once

// A JSON Schema of the plainest kind (types, properties, items, closed sets of words, bounds on numbers), as
// the schemas of our questions are, made ready for saying yes quickly: nearly every answer conforms. What it
// accepts conforms; of what it does not accept the full check says whether and why.

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"

namespace calltracker::llm {

// Immutable: safe to use from several threads.
class QuickSchema {
 public:
  // nullopt when the schema says anything else.
  static std::optional<QuickSchema> of(const json::value& schema);

  bool accepts(const json::value& document) const { return accepts(rules_.front(), document); }

 private:
  struct Property {
    std::string name;
    std::size_t rule = 0;
    bool is_required = false;
  };
  struct Rule {
    unsigned kinds = ~0U;  // a bit for each kind of value
    std::optional<json::array> words;
    double minimum = -std::numeric_limits<double>::infinity();
    double maximum = std::numeric_limits<double>::infinity();
    std::vector<Property> properties;
    bool allows_others = true;
    std::optional<std::size_t> items;
  };

  QuickSchema() = default;
  std::optional<std::size_t> add(const json::value& schema);
  bool read(Rule& rule, std::string_view keyword, const json::value& value);
  bool read_properties(Rule& rule, const json::value& value);
  static bool read_required(Rule& rule, const json::value& value);

  bool accepts(const Rule& rule, const json::value& value) const;
  bool accepts_members(const Rule& rule, const json::object& object) const;

  std::vector<Rule> rules_;
};

}  // namespace calltracker::llm
