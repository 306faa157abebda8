// SPDX-License-Identifier: MIT
#pragma once

// What a machine says on the company's side of a call. A turn that also holds a person's words ("this is
// Brian", "I'll look") is none of these.

#include <string_view>

#include "call/call.hpp"

namespace calltracker::llm {

enum class Announcement {
  None,
  Menu,       // "For sales, press one."
  Hold,       // "All of our representatives are busy."
  Voicemail,  // "Leave a message after the tone.", "Our offices are closed."
};

Announcement announcement_of(const Turn& turn);

}  // namespace calltracker::llm
