// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include "llm/providers/offline/test_dialogue.hpp"

namespace calltracker::llm::offline {
namespace {

struct Expected {
  std::string_view phone;
  std::string_view dialogue;
};

}  // namespace

TEST_CASE("the callback number is found however it is said") {
  const std::initializer_list<Expected> cases = {
      {"(404) 555-0142", "A: What's the best number?\nC: 404-555-0142."},
      {"(404) 555-0142", "A: Your number?\nC: (404) 555 0142"},
      {"(404) 555-0142", "C: My cell is 404.555.0142, call me."},
      {"(404) 555-0142", "C: You can reach me at 1-404-555-0142."},
      {"(404) 555-0142", "A: And a callback number?\nC: Four oh four, five five five, oh one four two."},
      {"(404) 555-0142", "A: And a callback number?\nC: Four zero four, triple five, zero one forty-two."},
      {"(214) 555-0222", "A: Best number to reach you?\nC: two one four five five five oh triple two"},
      {"(800) 555-0199",
       "A: What number can I call?\nC: It's eight hundred, five five five, zero one ninety-nine."},
      {"(404) 555-0142", "A: What's your number?\nC: 404\nA: Okay.\nC: 555\nA: Uh huh.\nC: 0142."},
      {"(404) 555-0142",
       "A: What's your number?\nC: Four oh four, five five five, oh one twenty-four, no wait, forty-two."},
      {"(404) 555-0142", "A: What's your number?\nC: 404-555-0124.\nA: 404-555-0124?\nC: No, 0142."},
      {"(404) 555-0142", "A: What's your number?\nC: 405-555-0142, sorry, 404."},
      {"(404) 555-0142", "A: Let me get a number.\nC: 404-555-0142.\nA: 404-555-0142, got it.\nC: Yes."},
      {"(404) 555-0142",
       "A: I have you calling from 404-555-0142, is that a good number?\nC: Yes, that's the best one."},
      {"(404) 555-0142", "C: It's 555-0142.\nA: And the area code?\nC: 404."},
      {"(956) 555-0177",
       "A: ¿Cuál es su número de teléfono?\nC: Nueve cinco seis, cinco cinco cinco, cero uno setenta y "
       "siete."},
      {"(404) 555-0142",
       "A: What's a good number?\nC: Sure, it's four oh four, um, five fifty-five, zero one four two."},
  };
  for (const Expected& expected : cases) {
    CAPTURE(expected.dialogue);
    CHECK(Dialogue(expected.dialogue).phone() == expected.phone);
  }
}

TEST_CASE("other numbers are no callback number") {
  const std::initializer_list<std::string_view> cases = {
      "A: You can reach me directly at 770-555-0100.\nC: Great, thanks.",
      "C: What's the number for the shop?\nA: Our number is 770-555-0111.\nC: Got it.",
      "C: The DOT number is 3421567 and the MC is 998877.",
      "C: The VIN is 1234567890 something.",
      "A: It's $28,500 plus tax, or 2019 for 26,900.\nC: Okay.",
      "C: My zip is 30303 and I need a 53 foot.",
      "C: Policy number 4045550142.",
      "A: Thank you for calling. To reach us after hours dial 770-555-0123. Press 1 for sales.",
      "C: I run 12 trucks, 2015 to 2022, 500,000 miles on most.",
  };
  for (const std::string_view dialogue : cases) {
    CAPTURE(dialogue);
    CHECK(Dialogue(dialogue).phone().empty());
  }
}

}  // namespace calltracker::llm::offline
