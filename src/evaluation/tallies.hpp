// SPDX-License-Identifier: MIT
#pragma once

// Answers against labels, counted: classes, facts that may be absent on either side, choices of one word, and
// numbers that should lie in a range. A figure of nothing is nullopt, never 0 or 1.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace calltracker::evaluation {

struct Rates {
  std::optional<double> precision;  // of what was answered, so much is right
  std::optional<double> recall;     // of what the labels hold, so much was found
  std::optional<double> f1;
};

// A fact that the conversation may not hold.
class FactTally {
 public:
  void add(bool is_found, bool is_wanted, bool is_right);
  std::int64_t found() const { return found_; }
  std::int64_t wanted() const { return wanted_; }
  std::int64_t right() const { return right_; }
  std::int64_t calls() const { return calls_; }
  Rates rates() const;

 private:
  std::int64_t calls_ = 0;
  std::int64_t found_ = 0;
  std::int64_t wanted_ = 0;
  std::int64_t right_ = 0;
};

class ShareTally {
 public:
  void add(bool is_right);
  std::int64_t calls() const { return calls_; }
  std::optional<double> share() const;

 private:
  std::int64_t calls_ = 0;
  std::int64_t right_ = 0;
};

class RangeTally {
 public:
  // How far an answer lies outside its range; 0 inside. nullopt: there is no answer.
  void add(const std::optional<double>& distance);
  std::int64_t calls() const { return calls_; }
  std::optional<double> share_within() const;
  // Of the answers outside.
  std::optional<double> mean_distance_outside() const;

 private:
  std::int64_t calls_ = 0;
  std::int64_t within_ = 0;
  std::int64_t outside_ = 0;
  double distances_ = 0;
};

class ClassTally {
 public:
  struct Class {
    std::string name;
    std::int64_t labelled = 0;
    Rates rates;
  };

  void add(const std::string& label, const std::string& answer);
  std::int64_t calls() const { return calls_; }
  // Every class that a label or an answer names, by name.
  std::vector<Class> classes() const;
  // The mean F1 of the classes that a label names.
  std::optional<double> macro_f1() const;
  // Label → answer → calls.
  const std::map<std::string, std::map<std::string, std::int64_t>>& confusion() const { return confusion_; }

 private:
  std::int64_t calls_ = 0;
  std::map<std::string, std::map<std::string, std::int64_t>> confusion_;
};

}  // namespace calltracker::evaluation
