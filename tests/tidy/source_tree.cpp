// SPDX-License-Identifier: MIT
#include "tests/tidy/source_tree.hpp"

#include <algorithm>
#include <fstream>
#include <regex>
#include <sstream>

namespace calltracker::tidy {
namespace {

namespace fs = std::filesystem;

std::size_t indent_of(const std::string& line) {
  const std::size_t indent = line.find_first_not_of(' ');
  return indent == std::string::npos ? 0 : indent;
}

bool starts_block_that_is_no_function(const std::string& line) {
  static const std::regex pattern(
      R"(^\s*(namespace|class|struct|enum|union|if|for|while|switch|else|do|try|case|default|return|extern|\}|//|#|TEST_CASE).*)");
  return std::regex_match(line, pattern);
}

// The first line of a signature that clang-format broke over several lines.
std::size_t signature_start(const std::vector<std::string>& lines, std::size_t index) {
  while (index > 0) {
    const std::string& before = lines[index - 1];
    if (before.empty() || before.starts_with("#") || before.find("//") != std::string::npos) break;
    const char last = before.back();
    if (last == ';' || last == '}' || last == '{' || last == ':') break;
    --index;
  }
  return index;
}

}  // namespace

fs::path root() {
  return CALLTRACKER_SOURCE_DIR;
}

std::string read_text(const fs::path& relative) {
  std::ifstream stream(root() / relative, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

std::vector<std::string> split_lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string SourceFile::room() const {
  auto part = path.begin();
  if (part == path.end() || *part != "src" || ++part == path.end()) return "";
  return part->string();
}

bool SourceFile::is_below(const std::string& folder) const {
  return path.string().starts_with(folder + "/");
}

bool SourceFile::is_test() const {
  return path.string().starts_with("tests/") || path.stem().string().ends_with("_test");
}

std::vector<std::string> SourceFile::includes() const {
  static const std::regex pattern(R"re(^\s*#\s*include\s+"([^"]+)".*)re");
  std::vector<std::string> found;
  for (const std::string& line : lines) {
    std::smatch match;
    if (std::regex_match(line, match, pattern)) found.push_back(match[1]);
  }
  return found;
}

const std::vector<SourceFile>& source_files() {
  static const std::vector<SourceFile> files = [] {
    std::vector<SourceFile> found;
    for (const char* folder : {"src", "tests", "bench", "samples"}) {
      for (auto entry = fs::recursive_directory_iterator(root() / folder);
           entry != fs::recursive_directory_iterator(); ++entry) {
        if (entry->path().filename() == "node_modules") entry.disable_recursion_pending();
        const std::string extension = entry->path().extension();
        if (!entry->is_regular_file() || (extension != ".cpp" && extension != ".hpp")) continue;
        const fs::path relative = fs::relative(entry->path(), root());
        found.push_back({relative, split_lines(read_text(relative))});
      }
    }
    std::sort(found.begin(), found.end(),
              [](const SourceFile& left, const SourceFile& right) { return left.path < right.path; });
    return found;
  }();
  return files;
}

const std::map<std::string, Room>& rooms() {
  static const std::map<std::string, Room> all = [] {
    std::map<std::string, Room> found;
    const std::string table = read_text("CMakeLists.txt");
    static const std::regex subdirectory(R"(add_subdirectory\(src/(\w+)\))");
    for (auto match = std::sregex_iterator(table.begin(), table.end(), subdirectory);
         match != std::sregex_iterator(); ++match) {
      Room room{.name = (*match)[1], .order = static_cast<int>(found.size()), .uses = {}};
      const std::string declaration = read_text(fs::path("src") / room.name / "CMakeLists.txt");
      static const std::regex uses(R"(USES((?:\s+[a-z]+)+))");
      std::smatch found_uses;
      if (std::regex_search(declaration, found_uses, uses)) {
        std::istringstream words(found_uses[1].str());
        for (std::string word; words >> word;) room.uses.insert(word);
      }
      found.emplace(room.name, room);
    }
    return found;
  }();
  return all;
}

std::vector<FunctionSpan> functions_of(const SourceFile& file) {
  std::vector<FunctionSpan> spans;
  const std::vector<std::string>& lines = file.lines;
  for (std::size_t index = 0; index < lines.size(); ++index) {
    if (!lines[index].ends_with("{")) continue;
    const std::size_t start = signature_start(lines, index);
    const std::size_t indent = indent_of(lines[start]);
    if (indent > 4 || starts_block_that_is_no_function(lines[start]) ||
        lines[start].find('(') == std::string::npos) {
      continue;
    }
    const std::string closing = std::string(indent, ' ') + "}";
    const auto end = std::find_if(lines.begin() + static_cast<std::ptrdiff_t>(index) + 1, lines.end(),
                                  [&closing](const std::string& line) { return line.starts_with(closing); });
    if (end == lines.end()) continue;
    spans.push_back({static_cast<int>(start) + 1,
                     static_cast<int>(end - lines.begin() - static_cast<std::ptrdiff_t>(start)) + 1});
  }
  return spans;
}

}  // namespace calltracker::tidy
