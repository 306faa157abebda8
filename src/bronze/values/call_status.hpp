// SPDX-License-Identifier: MIT
#pragma once

// What a log's status says happened to a call, whichever system wrote it.

#include <cstdint>
#include <string_view>

namespace calltracker::bronze {

enum class Disposition : std::uint8_t { Unknown, Answered, Voicemail, Missed, Abandoned };

Disposition recognise_status(std::string_view status);

}  // namespace calltracker::bronze
