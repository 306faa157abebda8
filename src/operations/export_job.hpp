// SPDX-License-Identifier: MIT
#pragma once

// A job's results as files. A file appears whole or not at all.

#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include "insight/insight.hpp"
#include "operations/services.hpp"
#include "store/call_list.hpp"

namespace calltracker::operations {

enum class ExportFormat { Pdf, Xlsx, Csv, Json };

inline constexpr ExportFormat kExportFormats[] = {ExportFormat::Pdf, ExportFormat::Xlsx, ExportFormat::Csv,
                                                  ExportFormat::Json};

std::string_view name_of(ExportFormat format);
std::optional<ExportFormat> parse_export_format(std::string_view name);

// What the job's calls say, read once.
insight::JobInsight build_insight(Services& services, const Job& job);

// Throws Error{Storage, "output-…"} when the file cannot be written.
void export_job(Services& services, const Job& job, const insight::JobInsight& insight, ExportFormat format,
                const std::filesystem::path& path);

// One rep's coaching on one page, of the calls that the insight was built from. Throws Error{NotFound,
// "rep-unknown"}.
void export_rep(Services& services, const store::CallFilter& filter, const insight::JobInsight& insight,
                std::string_view name, const std::filesystem::path& path);

// Makes sure, before anything is analysed, that files can be written to the folder, and creates it when
// needed.
void ensure_writable_folder(const std::filesystem::path& folder);

}  // namespace calltracker::operations
