// SPDX-License-Identifier: MIT
#include "call/lead_points.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "call/embedded_files.hpp"

namespace calltracker {
namespace {

// lead_points.json with the weights multiplied in, read once.
class PointTable {
 public:
  PointTable() : document_(parse_json(call::embedded::file("lead_points.json"), "the points of a lead")) {
    for (const std::string_view word : words_of<Timeline>()) timeline_.push_back(worth("timeline", word));
    for (const std::string_view word : words_of<ServiceFit>()) fit_.push_back(worth("serviceFit", word));
    authority_ = {worth("authority", "no"), worth("authority", "yes"), worth("authority", "unknown")};
    need_ = {worth("need", "no"), worth("need", "yes")};
    for (const json::value& value : points("redFlags").as_array())
      flags_.push_back(weight("redFlags") * value.to_number<double>());
  }

  const json::value& document() const { return document_; }

  double worth(const LeadLevels& levels) const {
    constexpr std::size_t kUnknown = 2;
    const std::size_t authority = levels.has_authority ? (*levels.has_authority ? 1 : 0) : kUnknown;
    // From the last count on, more flags change nothing.
    const std::size_t flags = std::min(levels.red_flags, flags_.size() - 1);
    return timeline_.at(static_cast<std::size_t>(levels.timeline)) + authority_.at(authority) +
           need_.at(levels.need_identified ? 1 : 0) + fit_.at(static_cast<std::size_t>(levels.service_fit)) +
           flags_.at(flags);
  }

 private:
  double weight(std::string_view part) const { return document_.at(part).at("weight").to_number<double>(); }
  const json::value& points(std::string_view part) const { return document_.at(part).at("points"); }
  double worth(std::string_view part, std::string_view level) const {
    return weight(part) * points(part).at(level).to_number<double>();
  }

  json::value document_;
  std::vector<double> timeline_;
  std::vector<double> fit_;
  std::vector<double> flags_;
  std::array<double, 3> authority_{};
  std::array<double, 2> need_{};
};

const PointTable& point_table() {
  static const PointTable table;
  return table;
}

}  // namespace

double lead_worth(const LeadLevels& levels) {
  return point_table().worth(levels);
}

const json::value& lead_points() {
  return point_table().document();
}

}  // namespace calltracker
