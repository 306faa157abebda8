// SPDX-License-Identifier: MIT
#pragma once

// Looks at everything an analysis needs before one is started, and says of each thing whether it would work.
// Asks the provider for its list of models, which is free.
// Spends nothing and changes nothing (an empty database is created where none was, as any command would).

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "operations/services.hpp"

namespace calltracker::operations {

enum class Health { Good, Warning, Bad };

std::string_view name_of(Health health);

struct Check {
  std::string name;
  Health health = Health::Good;
  std::string finding;
  std::string hint;
};

// Each part is asked for on demand: one that throws becomes a failed check, and the others are looked at all
// the same.
struct DoctorSubjects {
  std::function<const Settings&()> settings;
  std::function<const Workspace&()> workspace;
  std::function<const llm::ModelCatalog&()> catalog;
  std::function<std::vector<std::string>(const JobOptions&)> check_models;
  std::function<Services&()> open;
};

std::vector<Check> run_doctor(const DoctorSubjects& subjects);

}  // namespace calltracker::operations
