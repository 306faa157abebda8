// SPDX-License-Identifier: MIT
#include "call/call.hpp"

namespace calltracker {

TokenUse& TokenUse::operator+=(const TokenUse& other) {
  input += other.input;
  output += other.output;
  cache_read += other.cache_read;
  cache_write += other.cache_write;
  unpriced += other.unpriced;
  return *this;
}

std::string rep_key(const Call& call) {
  if (!call.result.rep) return "";
  return call.result.rep->roster_name.value_or(call.result.rep->name.value_or(""));
}

}  // namespace calltracker
