// SPDX-License-Identifier: MIT
#pragma once

namespace calltracker::bench {

// What is left out of the sample week's conversations before they are sent, in tokens by reason.
void print_token_reduction();

}  // namespace calltracker::bench
