// SPDX-License-Identifier: MIT
#pragma once

// The workflows a program knows, by name. Filled by the composition root before an executor starts and
// constant from then on. A name is data: runs under way find their workflow by it.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "durable/run.hpp"

namespace calltracker::durable {

class WorkflowRegistry {
 public:
  using Start = std::function<std::unique_ptr<WorkflowInstance>(Run&, const std::string& input)>;

  // `start` is called as start(run, Input) and returns Workflow<T>; it must be callable again and again.
  //   registry.add<ItemInput>("review_item", [&services](Run& run, ItemInput input) {
  //     return review_item(run, services, input.id);
  //   });
  template <class Input, class Function>
  void add(std::string name, Function start) {
    add_start(std::move(name), [start = std::move(start)](Run& run, const std::string& input) {
      using Result = decltype(start(run, decode<Input>(input)));
      return std::unique_ptr<WorkflowInstance>(
          std::make_unique<WorkflowInstanceOf<typename Result::Value>>(start(run, decode<Input>(input))));
    });
  }

  // Throws Error{Internal, "workflow-unknown"}.
  std::unique_ptr<WorkflowInstance> start(std::string_view name, Run& run, const std::string& input) const;
  bool contains(std::string_view name) const { return starts_.contains(name); }
  std::vector<std::string> names() const;

 private:
  // Throws Error{Internal, "workflow-twice"}.
  void add_start(std::string name, Start start);

  std::map<std::string, Start, std::less<>> starts_;
};

// A run to submit, with a typed input.
template <class Input>
NewRun new_run(std::string workflow, GroupId group, const Input& input) {
  NewRun run;
  run.workflow = std::move(workflow);
  run.group = std::move(group);
  run.input = encode(input);
  return run;
}

}  // namespace calltracker::durable
