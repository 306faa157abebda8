// SPDX-License-Identifier: MIT
#include "operations/evaluate_job.hpp"

#include <fstream>
#include <iterator>
#include <string>
#include <system_error>

#include "base/error.hpp"

namespace calltracker::operations {

std::vector<evaluation::CallLabel> read_labels(const std::filesystem::path& file,
                                               const Workspace& workspace) {
  std::error_code failure;
  const bool is_file = std::filesystem::is_regular_file(file, failure);
  std::ifstream in(file, std::ios::binary);
  if (!is_file || !in) {
    throw Error({.kind = ErrorKind::Input,
                 .code = "labels-unreadable",
                 .message = "the labels cannot be read",
                 .where = file.string(),
                 .hint = "give a file of JSON; docs/command-line.md describes it",
                 .state = "nothing was analysed"});
  }
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  return evaluation::parse_labels(text, file.filename().string(), workspace);
}

evaluation::Evaluation evaluate_job(Services& services, const JobId& job,
                                    const std::vector<evaluation::CallLabel>& labels) {
  evaluation::LabelComparison comparison(labels, services.workspace());
  services.calls.for_each_call(job, [&comparison](const Call& call) { comparison.add(call); });
  return comparison.finish();
}

}  // namespace calltracker::operations
