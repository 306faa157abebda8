// SPDX-License-Identifier: MIT
#pragma once

// A workspace is what the program knows of the company: name, time zone, divisions, roster, products, rubric,
// questions of its own.
// The NWH workspace is built in; a file given by the user replaces it whole.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "call/custom_question.hpp"

namespace calltracker {

struct Division {
  std::string name;                   // "NH Sales"
  std::string business;               // "trailers", "insurance", …: what its calls are about
  std::vector<std::string> keywords;  // words in a tracking number's name or a conversation that point to it
};

struct RosterRep {
  std::string name;                  // "Brian Keller"
  std::vector<std::string> aliases;  // other spellings and nicknames
  std::string division;
};

struct Product {
  std::string name;                   // "reefer trailer"
  std::vector<std::string> synonyms;  // "refrigerated trailer", "reefers"
  std::string business;
};

struct RubricCategory {
  std::string key;    // "objectiveClarity"
  std::string title;  // "Objective clarity"
  double weight = 0;  // share of the whole; all weights sum to 1
  std::string question;
  std::array<std::string, 6> anchors;  // what levels 0-5 look like
};

struct Workspace {
  std::string company;
  std::vector<std::string> company_names;  // every name a rep may say when answering
  std::string time_zone;
  std::string description;  // what the company sells, for the model
  std::vector<Division> divisions;
  std::vector<RosterRep> reps;
  std::vector<Product> products;
  std::vector<RubricCategory> rubric;
  std::vector<CustomQuestion> questions;
  double ideal_agent_talk_share = 0.40;
  double short_call_seconds = 5;

  const RubricCategory* category(std::string_view key) const;
};

// Throws Error{Input, "workspace-…"} naming the field, what was expected and what was found.
Workspace parse_workspace(std::string_view json_text, std::string_view file_name);

Workspace built_in_workspace();

// The JSON text of the built-in workspace: a starting point for a company's own file.
std::string_view built_in_workspace_text();

// How a spoken name meets the roster: exact, alias, first name, or near spelling; nullptr when nobody, or
// more than one person, fits.
const RosterRep* find_in_roster(const Workspace& workspace, std::string_view spoken_name);

}  // namespace calltracker
