// SPDX-License-Identifier: MIT
#pragma once

// The form with which a call log is sent: the file and what is wanted of it.

#include "http/server/form.hpp"
#include "operations/submit_job.hpp"

namespace calltracker::api {

inline constexpr std::size_t kUploadBytesMax = std::size_t{512} << 20;

// Throws Error{Usage, "file-missing" | "form-field-invalid"} and Error{Input, "json-…"}. The request's file
// is the sender's name for it.
operations::SubmitRequest submit_request(const http::server::Form& form);

}  // namespace calltracker::api
