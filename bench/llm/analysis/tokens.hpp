// SPDX-License-Identifier: MIT
#pragma once

// What is left out of the sample week's conversations before they are sent, in tokens by reason.

namespace calltracker::bench {

void print_token_reduction();

}  // namespace calltracker::bench
