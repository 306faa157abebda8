// SPDX-License-Identifier: MIT
#include "llm/providers/offline/knowledge.hpp"

#include <malloc.h>

#include "base/text.hpp"
#include "llm/embedded_files.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr std::string_view kFolder = "providers/offline/data/";

std::string_view data_file(std::string_view name) {
  return embedded::file(std::string(kFolder) + std::string(name));
}

}  // namespace

std::string fold_phrase(std::string_view text) {
  std::string phrase;
  for (const std::string_view word : split_words(text)) {
    if (!phrase.empty()) phrase.push_back(' ');
    phrase += to_lower_ascii(word);
  }
  return phrase;
}

Knowledge::Knowledge(const Workspace& workspace) : workspace_(workspace) {
  constexpr std::string_view kCueFolder = "providers/offline/data/cues/";
  for (const embedded::File& file : embedded::files()) {
    if (file.name.starts_with(kCueFolder)) lexicon_.add_file(file.text, file.name);
  }
  add_words("first_names.txt", kFirstName);
  add_words("ambiguous_names.txt", kAmbiguousName);
  add_words("never_names.txt", kNeverName);
  add_words("company_suffixes.txt", kCompanySuffix);
  add_words("business_words.txt", kBusinessWord);
  add_states();
  add_workspace();
  lexicon_.seal();
  // The phrases stood there one by one for a moment, some forty times what is left of them: the system gets
  // it back.
  malloc_trim(0);
}

void Knowledge::add_words(std::string_view file_name, Trait trait) {
  for (const std::string_view line : split(data_file(file_name), '\n')) {
    if (line.starts_with('#')) continue;
    for (const std::string_view word : split_words(line)) {
      const std::uint32_t id = lexicon_.intern(to_lower_ascii(word));
      if (id >= traits_.size()) traits_.resize(id + 1, 0);
      traits_[id] |= trait;
    }
  }
}

void Knowledge::add_states() {
  for (const std::string_view line : split(data_file("states.txt"), '\n')) {
    if (line.starts_with('#') || trim(line).empty()) continue;
    const std::vector<std::string_view> fields = split(trim(line), '|');
    const auto index = static_cast<std::uint32_t>(states_.size());
    states_.push_back({.name = std::string(fields.at(1)), .code = std::string(fields.at(0))});
    lexicon_.add_phrase(Cue::State, fold_phrase(fields.at(0)), index);
    for (std::size_t field = 1; field < fields.size(); ++field) {
      lexicon_.add_phrase(Cue::State, fold_phrase(fields[field]), index);
    }
  }
}

void Knowledge::add_workspace() {
  for (const std::string& name : workspace_.company_names) {
    lexicon_.add_phrase(Cue::OwnCompany, fold_phrase(name));
  }
  lexicon_.add_phrase(Cue::OwnCompany, fold_phrase(workspace_.company));
  for (std::uint32_t index = 0; index < workspace_.products.size(); ++index) {
    const Product& product = workspace_.products[index];
    lexicon_.add_phrase(Cue::Product, fold_phrase(product.name), index);
    if (!product.name.ends_with('s'))
      lexicon_.add_phrase(Cue::Product, fold_phrase(product.name) + "s", index);
    for (const std::string& synonym : product.synonyms) {
      lexicon_.add_phrase(Cue::Product, fold_phrase(synonym), index);
    }
  }
}

}  // namespace calltracker::llm::offline
