// SPDX-License-Identifier: MIT
#pragma once

// Reads a planned file row by row and hands out calls, each ready for analysis or skipped with its reason.
//
// Nothing vanishes: every row below the header that holds anything becomes a call. Memory does not grow with
// the transcripts; of earlier calls only hashes are kept.

#include <array>
#include <cstdint>
#include <functional>

#include "base/clock.hpp"
#include "bronze/duplicates.hpp"
#include "bronze/import_plan.hpp"
#include "bronze/row_reader.hpp"
#include "bronze/transcript/role_cues.hpp"
#include "call/call.hpp"
#include "call/workspace.hpp"
#include "workbook/cell.hpp"

namespace calltracker::bronze {

// Stop ends the import without an error.
using DeliverCall = std::function<workbook::Flow(Call&& call)>;

struct ImportSummary {
  std::int64_t calls = 0;  // delivered, skipped ones included
  std::int64_t skipped = 0;
  std::array<std::int64_t, 5> skipped_by_reason{};  // indexed by SkipReason
};

class CallImporter final : public workbook::RowSink {
 public:
  // Plan, workspace and clock must outlive the importer.
  CallImporter(const ImportPlan& plan, const Workspace& workspace, const Clock& clock, JobId job_id,
               DeliverCall deliver);

  workbook::Flow row(const workbook::Sheet& sheet, workbook::Row& row) override;
  const ImportSummary& summary() const { return summary_; }

 private:
  Call make_call(workbook::Row& row);
  void read_transcript(Call& call, ReadRow& read) const;
  void judge(Call& call, const ReadRow& read);
  static void skip(Call& call, SkipReason reason, std::string detail);

  const ImportPlan& plan_;
  const Workspace& workspace_;
  const Clock& clock_;
  JobId job_id_;
  DeliverCall deliver_;
  RowReader rows_;
  SeenCalls seen_;
  ImportSummary summary_;
};

// Runs the reader over the planned sheet. Throws what the reader throws.
ImportSummary import_calls(const ReadRows& read, const ImportPlan& plan, const Workspace& workspace,
                           const Clock& clock, const JobId& job_id, DeliverCall deliver);

}  // namespace calltracker::bronze
