// SPDX-License-Identifier: MIT
#include "call/workspace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "call/embedded_files.hpp"

namespace calltracker {
namespace {

constexpr double kWeightTolerance = 0.001;
constexpr std::size_t kShortestFuzzyName = 4;

[[noreturn]] void fail(std::string_view file_name, std::string code, std::string message, std::string hint) {
  throw Error({.kind = ErrorKind::Input,
               .code = std::move(code),
               .message = std::move(message),
               .where = std::string(file_name),
               .hint = std::move(hint)});
}

std::vector<Division> read_divisions(const JsonReader& root) {
  std::vector<Division> divisions;
  for (const JsonReader& item : root.at("divisions").as_array()) {
    divisions.push_back({.name = item.at("name").as_string(),
                         .business = item.string_if_any("business").value_or(""),
                         .keywords = item.strings("keywords")});
  }
  return divisions;
}

std::vector<RosterRep> read_reps(const JsonReader& root) {
  std::vector<RosterRep> reps;
  for (const JsonReader& item : root.at("reps").as_array()) {
    reps.push_back({.name = item.at("name").as_string(),
                    .aliases = item.strings("aliases"),
                    .division = item.at("division").as_string()});
  }
  return reps;
}

std::vector<Product> read_products(const JsonReader& root) {
  std::vector<Product> products;
  for (const JsonReader& item : root.at("products").as_array()) {
    products.push_back({.name = item.at("name").as_string(),
                        .synonyms = item.strings("synonyms"),
                        .business = item.string_if_any("business").value_or("")});
  }
  return products;
}

std::vector<RubricCategory> read_rubric(const JsonReader& root) {
  std::vector<RubricCategory> rubric;
  for (const JsonReader& item : root.at("rubric").as_array()) {
    RubricCategory category{.key = item.at("key").as_string(),
                            .title = item.at("title").as_string(),
                            .weight = item.at("weight").as_double(),
                            .question = item.at("question").as_string(),
                            .anchors = {}};
    const std::vector<std::string> anchors = item.strings("anchors");
    if (anchors.size() != category.anchors.size()) item.at("anchors").fail("six texts, for levels 0 to 5");
    std::copy(anchors.begin(), anchors.end(), category.anchors.begin());
    rubric.push_back(std::move(category));
  }
  return rubric;
}

void check(const Workspace& workspace, std::string_view file_name) {
  for (const RosterRep& rep : workspace.reps) {
    const bool known =
        std::any_of(workspace.divisions.begin(), workspace.divisions.end(),
                    [&rep](const Division& division) { return division.name == rep.division; });
    if (!known) {
      fail(file_name, "workspace-division-unknown",
           fmt::format("{} belongs to the division \"{}\", which the workspace does not have", rep.name,
                       rep.division),
           "add the division, or correct the rep's");
    }
  }
  double total = 0;
  for (const RubricCategory& category : workspace.rubric) {
    if (category.weight < 0) {
      fail(file_name, "workspace-weight", fmt::format("the weight of {} is negative", category.key),
           "use weights from 0 to 1");
    }
    total += category.weight;
  }
  if (std::abs(total - 1) > kWeightTolerance) {
    fail(file_name, "workspace-weight", fmt::format("the rubric's weights sum to {:.3f}", total),
         "make them sum to 1");
  }
}

bool is_near(std::string_view left, std::string_view right) {
  if (left.size() < kShortestFuzzyName || right.size() < kShortestFuzzyName) return false;
  return edit_distance(left, right) <= (std::min(left.size(), right.size()) >= 7 ? 2U : 1U);
}

using Matches = std::function<bool(std::string_view spelling)>;

// The one rep for whom some spelling matches; nullptr for none or several.
const RosterRep* only_match(const Workspace& workspace, const Matches& matches) {
  const RosterRep* found = nullptr;
  for (const RosterRep& rep : workspace.reps) {
    const bool hit = matches(rep.name) || std::any_of(rep.aliases.begin(), rep.aliases.end(), matches);
    if (!hit) continue;
    if (found != nullptr) return nullptr;
    found = &rep;
  }
  return found;
}

std::string_view first_word(std::string_view name) {
  return name.substr(0, name.find(' '));
}

}  // namespace

const RubricCategory* Workspace::category(std::string_view key) const {
  const auto found = std::find_if(rubric.begin(), rubric.end(),
                                  [key](const RubricCategory& item) { return item.key == key; });
  return found == rubric.end() ? nullptr : &*found;
}

Workspace parse_workspace(std::string_view json_text, std::string_view file_name) {
  try {
    const json::value document = parse_json(json_text, "the workspace");
    const JsonReader root(document, "workspace");
    Workspace workspace{.company = root.at("company").as_string(),
                        .company_names = root.strings("companyNames"),
                        .time_zone = root.at("timeZone").as_string(),
                        .description = root.at("description").as_string(),
                        .divisions = read_divisions(root),
                        .reps = read_reps(root),
                        .products = read_products(root),
                        .rubric = read_rubric(root)};
    workspace.ideal_agent_talk_share = root.double_if_any("idealAgentTalkShare").value_or(0.40);
    workspace.short_call_seconds = root.double_if_any("shortCallSeconds").value_or(5);
    workspace.questions = read_custom_questions(root);
    check(workspace, file_name);
    return workspace;
  } catch (const Error& error) {
    if (error.code().starts_with("workspace-")) throw;
    ErrorDetails details = error.details();
    details.code = "workspace-invalid";
    details.where = fmt::format("{}{}{}", file_name, details.where.empty() ? "" : ", ", details.where);
    details.hint = "calltracker config workspace prints the built-in one as an example";
    throw Error(std::move(details));
  }
}

std::string_view built_in_workspace_text() {
  return call::embedded::file("workspaces/nwh.json");
}

Workspace built_in_workspace() {
  return parse_workspace(built_in_workspace_text(), "the built-in workspace");
}

const RosterRep* find_in_roster(const Workspace& workspace, std::string_view spoken_name) {
  const std::string name = collapse_whitespace(spoken_name);
  if (name.empty()) return nullptr;
  const bool has_surname = name.find(' ') != std::string::npos;
  const auto exact = [&name](std::string_view spelling) { return equals_ignoring_case(spelling, name); };
  if (const RosterRep* rep = only_match(workspace, exact)) return rep;
  const auto first = [&name](std::string_view spelling) {
    return equals_ignoring_case(first_word(spelling), name);
  };
  if (!has_surname) {
    if (const RosterRep* rep = only_match(workspace, first)) return rep;
  }
  const auto near_whole = [&name, has_surname](std::string_view spelling) {
    return is_near(has_surname ? spelling : first_word(spelling), name);
  };
  return only_match(workspace, near_whole);
}

}  // namespace calltracker
