// SPDX-License-Identifier: MIT
#include "llm/instructions.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.hpp"

namespace calltracker::llm {

std::string fill_instructions(std::string_view markdown,
                              std::initializer_list<std::pair<std::string_view, std::string>> texts) {
  std::string filled;
  while (true) {
    const std::size_t open = markdown.find("{{");
    filled += markdown.substr(0, open);
    if (open == std::string_view::npos) return filled;
    const std::size_t close = markdown.find("}}", open);
    const std::string_view place =
        markdown.substr(open + 2, close == std::string_view::npos ? close : close - open - 2);
    const auto found =
        std::find_if(texts.begin(), texts.end(), [place](const auto& text) { return text.first == place; });
    if (close == std::string_view::npos || found == texts.end()) {
      throw Error({.kind = ErrorKind::Internal,
                   .code = "prompt-place-unknown",
                   .message = fmt::format("the instructions have a place \"{}\" without a text", place)});
    }
    filled += found->second;
    markdown.remove_prefix(close + 2);
  }
}

}  // namespace calltracker::llm
