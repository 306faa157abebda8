// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include "llm/providers/offline/test_dialogue.hpp"

namespace calltracker::llm::offline {
namespace {

struct Expected {
  std::string_view place;
  std::string_view dialogue;
};

}  // namespace

TEST_CASE("the caller's place is the one that is the caller's own") {
  const std::initializer_list<Expected> cases = {
      {"Fargo, ND", "C: I'm up in Fargo, looking at a step deck."},
      {"Joplin, MO", "A: Who's this?\nC: Fitz. Ozark Line Haul, Joplin. I sign for equipment."},
      {"Brandon, FL", "C: Walt, Cedric, Sunray Paving in Brandon, Florida. My lowboy's stuck."},
      {"Boone, IA", "C: My boys farm it, up here by Boone, Iowa, and I saw your hopper."},
      {"Gary, IN", "A: And you're right there in Gary, Indiana?\nC: Fifty-one years."},
      {"Mesa, AZ",
       "A: Are you in Phoenix?\nC: Phoenix. Well, no, put Mesa, Mesa, Arizona. The yard's in Mesa."},
      {"Charleston, WV", "A: You're in Charleston?\nC: Charleston, West Virginia."},
      {"St. Louis, MO", "A: Where are you calling from?\nC: St. Louis."},
      {"Winston-Salem, NC", "A: What city are you in?\nC: Winston-Salem."},
      {"Monroe, LA",
       "O: ok where you callin from\nO: monroe louisiana\nO: and what kind of trailer are you needing out "
       "there sir\nO: a dry van with swing doors and a good floor in it if you have one"},
      {"Cape Coral, FL", "C: I'm driving up from Cape Coral right now with a truck to look at flatbeds."},
      {"Tulsa, OK", "C: We're based out of Tulsa and run down to Houston."},
      {"Enid, OK", "A: And where will it be parked?\nC: At my place outside Enid, Oklahoma."},
      {"Lebanon, TN", "C: The shop's in Lebanon. You deliver in Tennessee?"},
      {"Nampa, ID", "A: It said Treasure Valley Dairy, in Nampa, Idaho?\nC: That's us."},
      {"Fort Smith, AR", "C: Lorraine, Roscoe Tindall, Fort Smith, Arkansas. I sold the truck."},
      {"Garland, TX", "A: ¿De dónde nos llama?\nC: De Garland, Texas."},
      {"El Paso, TX", "C: Buenas tardes, le hablo de El Paso. Necesito una plataforma."},
      {"Dodge City, KS", "A: What's the name?\nC: Wade Schuler, Schuler Brothers, Dodge City."},
      {"Lone Grove, OK", "C: I farm near Lone Grove, Oklahoma."},
      {"Watkinsville, GA", "A: Where are you?\nC: Watkinsville, Georgia, near Athens."},
      {"Modesto, CA", "A: Where at?\nC: Modesto, in the Central Valley."},
      {"Garden City, GA", "C: We're in Garden City, by the rail yard.\nA: What number?\nC: 912-555-0113."},
      {"Dublin", "A: Who's it for?\nC: Oconee Steel Haulers, in Dublin."},  // of five states
      {"Dublin, GA", "A: Who's it for?\nC: Oconee Steel Haulers, in Dublin. 478-555-0122."},
      {"Belle Glade, FL", "A: And you are?\nC: Annette, I do the books at Glades Sod. Belle Glade."},
      {"Dalton, GA", "A: Where would we drop them?\nC: Dalton. The company is Baobab Home Goods."},
      {"Homestead, FL", "A: In Miami?\nC: Homestead. The mechanic is Miami."},
      {"Immokalee, FL", "C: It starts Saturday, the road at Immokalee, where I live."},
      {"Decatur, GA", "C: Put me on your list, I'm in Decatur, 404-555-0122."},
      {"Hialeah, FL", "C: And to rent?\nA: Twelve hundred a month with delivery to Hialeah.\nC: No, no."},
      {"", "C: Marcus! It's Gary.\nA: Hey, Gary."},
      {"", "C: How many Wabash plates you got on the ground?"},
      {"", "C: I'd have to take it to Mr. Abernathy."},
      {"", "A: There's a place in Cocoa, they're open till two.\nC: Okay, thanks."},
      {"", "C: I run from Dallas to Houston every night and need a van."},
      {"", "C: What's the freight on the one you have in Savannah?"},
      {"", "C: We're Buckeye Horn Logistics and we need a dry van."},
      {"", "C: Cool. What's the price on it?"},
      {"", "C: Roscoe told me to call you about the flatbed."},
      {"", "C: Is your yard in Tampa?\nA: Yes it is."},
      {"", "C: I bought the last one in Denver, but this time I want it closer."},
      {"Lebanon", "A: Where are you?\nC: Lebanon."},
  };
  for (const Expected& expected : cases) {
    CAPTURE(expected.dialogue);
    CHECK(Dialogue(expected.dialogue).location() == expected.place);
  }
}

}  // namespace calltracker::llm::offline
