// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include "llm/providers/offline/test_dialogue.hpp"

namespace calltracker::llm::offline {
namespace {

struct Expected {
  std::string_view phone;
  std::string_view dialogue;
};

void check_all(std::initializer_list<Expected> cases) {
  for (const Expected& expected : cases) {
    CAPTURE(expected.dialogue);
    CHECK(Dialogue(expected.dialogue).phone() == expected.phone);
  }
}

}  // namespace

TEST_CASE("a number is written down as somebody dictates it") {
  const std::initializer_list<Expected> cases = {
      {"(419) 555-0135",
       "A: Excellent. Let me take your direct line.\nC: It's four nineteen.\nA: Four one nine, okay.\nC: "
       "Five fifty-five.\nA: Five five five.\nC: Zero one.\nA: Zero one.\nC: Thirty-five.\nA: Three five. "
       "I'll email the six VINs and photos today and a purchase order you can sign."},
      {"(620) 555-0149",
       "A: What's the name, and how do I reach you?\nC: Wade Schuler, Schuler Brothers, Dodge City. Six two "
       "oh, five five five, that's fives all the way, then oh one four nine.\nA: Six two oh, five five five, "
       "zero one four nine. Is seven tonight too late?"},
      {"(850) 555-0112",
       "A: Yes sir, go ahead.\nC: Alright, it's eight five oh.\nA: Eight five oh.\nC: Five five five.\nA: "
       "Five five five.\nC: Then oh one. Hold on, boy's yelling. Oh one one two.\nA: Oh one one two. Alright "
       "Earl, I'll call you this afternoon with the freight."},
      {"(423) 555-0181",
       "A: Gimme your number Dewey and I'll send you the walk around.\nC: For two three five five five oh "
       "won ate won.\nA: Four two three five five five zero one eight one.\nC: Thatsit."},
      {"(337) 555-0163",
       "O: i'm guessin seven fifty eight hundred a month with two months down\nO: that aint bad i was payin "
       "nine before\nO: ok whats a good number\nO: three three seven\nO: three three seven\nO: five five "
       "five oh one six three\nO: got it let me get with the underwriter and i'll call you back this "
       "afternoon before four"},
      {"(713) 555-0127",
       "A: What's the best number to get you at?\nC: Seven one three.\nA: Mm hm.\nC: Five five five, oh one "
       "twenty-seven."},
      {"(972) 555-0133",
       "A: Best number?\nC: Two one four, five five five, oh one three three. Actually make that nine seven "
       "two, I changed it.\nA: Nine seven two, five five five, oh one three three?\nC: That's right."},
      {"(816) 555-0172",
       "A: And your phone?\nC: It's 913-555-0117. No, hang on, that's my wife's. 816-555-0172."},
      {"(681) 555-0158",
       "A: What number can the driver call?\nC: Three oh four, five five five, oh one five... no. Don't use "
       "that, it's the office and I won't be in it. Six eight one, five five five, oh one five eight.\nA: "
       "Six eight one, five five five, oh one five eight.\nC: Yes."},
      {"(405) 555-0188", "A: What's a good callback?\nC: Four oh five, three fives, oh one eighty-eight."},
      {"(307) 555-0104",
       "A: Got a cell number for me?\nC: Yeah, three oh seven, five fifty-five, oh one oh four."},
      {"(956) 555-0142",
       "A: ¿A qué número le marco?\nC: Nueve cincuenta y seis, cinco cincuenta y cinco, cero uno cuarenta y "
       "dos."},
      {"(915) 555-0122",
       "A: ¿Me da su teléfono?\nC: Novecientos quince, quinientos cincuenta y cinco, cero uno veintidós."},
      {"(210) 555-0119",
       "A: ¿Cuál es un buen número para llamarle?\nC: Dos diez.\nA: Dos diez, ajá.\nC: Cinco cinco cinco, "
       "cero uno diecinueve."},
      {"(864) 555-0109", "A: Is 864-555-0109 still the best one for you?\nC: Yep."},
      {"(864) 555-0177", "A: I see 864-555-0109, is that the one to call?\nC: No, use 864-555-0177."},
      {"(251) 555-0160",
       "A: Nationwide Haul, this is Kay.\nC: Hi Kay, this is Otis Banner, 251-555-0160, I lost y'all, I was "
       "asking about the tandem dump."},
      {"(770) 555-0136", "C: Just text me the pictures, 770 555 0136.\nA: Will do."},
      {"(800) 555-0165",
       "A: What number is good for you?\nC: One eight hundred, five five five, oh one six five, extension "
       "twelve."},
      {"(502) 555-0195", "A: Phone number?\nC: 502-555-0195, extension 4410."},
      {"(601) 555-0118",
       "A: What's a number for you?\nC: Office is 601-555-0100, but my cell's better, 601-555-0118."},
      {"(918) 555-0145",
       "A: What's your DOT number?\nC: 3 2 1 4 5 6 7.\nA: And your callback?\nC: Nine one eight, five five "
       "five, oh one four five."},
      {"(606) 555-0145",
       "A: Is this the number to text?\nC: Yeah six oh six five five five oh won four five.\nA: Six zero six "
       "five five five zero one four five."},
      {"(309) 555-0171",
       "A: Give me your number.\nC: Three zero nine, five five five.\nA: Is that a cell?\nC: Yeah, it's my "
       "cell. Zero one seven one."},
      {"(919) 555-0186", "A: Number?\nC: nine-one-nine, five-five-five, zero-one-eight-six"},
      {"(208) 555-0154", "A: What's your number?\nC: 555-0154, area code 208."},
      {"(479) 555-0163",
       "A: What's your cell?\nC: Four seven nine, five five five, oh one six three.\nA: Four seven nine, "
       "five five five, oh one six two?\nC: Three at the end.\nA: Oh one six three. Got it."},
      {"(479) 555-0163",
       "A: What's your cell?\nC: Four seven nine, five five five, oh one six three.\nA: Four seven nine, "
       "five five five, oh one three six?\nC: No, oh one six three.\nA: Oh one six three. Got it."},
      {"",
       "A: My direct line is 813-555-0101, ask for me.\nC: Okay, let me write that down. 813-555-0101.\nA: "
       "That's it."},
      {"",
       "C: What's the number for the tire place?\nA: It's eight one three, five five five, oh one oh "
       "nine.\nC: Five five five, oh one oh nine. Thanks."},
      {"", "C: The claim number is 4 0 4 5 5 5 0 1 4 2.\nA: Okay, let me find it."},
      {"(209) 555-0118",
       "A: What's the best callback number for you today?\nC: You can get me on two oh nine...\nA: Mhm.\nC: "
       "...five five five...\nA: Okay.\nC: ...oh one one eight."},
      {"(843) 555-0167",
       "A: If we get cut off, what number?\nC: Eight four three, and then five five five, and then it's oh "
       "one six seven."},
      {"(918) 555-0145",
       "A: What's your phone?\nC: Nine one eight, five five five, oh one... hang on, I just switched. Oh one "
       "four five. Yeah. Nine one eight, five five five, oh one four five.\nA: Zero one four five."},
      {"", "A: What's your number?\nC: Five five five, oh one four four.\nA: Got it."},
      {"(859) 555-0124",
       "A: What number should the adjuster use?\nC: He can use mine, it's eight five nine. Five five five. "
       "Zero one two four."},
      {"(270) 555-0190",
       "C: You got my number, right?\nA: I've got two seven zero, five five five, zero one nine zero.\nC: "
       "That's the one."},
      {"(786) 555-0151",
       "A: Do you use WhatsApp?\nC: Si, el mismo. Siete ocho seis, cinco cinco cinco, cero uno cinco uno."},
      {"(417) 555-0108", "A: Good. Cell?\nC: Four one seven. Five five five. Oh one oh eight."},
      {"(207) 555-0155", "A: And a phone for you?\nC: Two oh seven, double five five, oh one double five."},
      {"(330) 555-0141", "A: Where do I send it?\nC: Fax it to 330-555-0199. If you need me, 330-555-0141."},
      {"(512) 555-0139", "A: whats the number\nC: its 5125550139"},
      {"(512) 555-0139", "A: Number please?\nC: plus one five one two five five five zero one three nine"},
      {"",
       "A: What's the number on that one?\nC: I was hoping nineteen five.\nA: I can do twenty-one nine fifty "
       "delivered."},
      {"(615) 555-0119",
       "A: What's your number, hon?\nC: Six one five... five five five... oh one nineteen.\nA: Zero one one "
       "nine. And the zip?\nC: Three seven one two nine."},
      {"(337) 555-0163",
       "O: rode ready insurance this is shawn hey i got a dump truck i need some insurance on it ok whats a "
       "good number three three seven three three seven five five five oh one six three got it let me get "
       "with the underwriter and i'll call you back this afternoon"},
      {"(770) 555-0185", "A: And a number?\nC: Seven seventy, five five five, oh one eight five. Thank you."},
      {"(770) 555-0185", "A: whats a good number\nC: seven seventy five five five oh one eight five"},
      {"(904) 555-0116", "C: DeShawn. Nine oh four, five five five, one sixteen. Zero one one six."},
      {"(954) 555-0118", "C: You call me, 954-555-0181... excuse me. One-eighteen. 0118."},
      {"(806) 555-0131",
       "C: Colby. Eight-oh-six, triple five, oh one one... no, that's the feed yard phone. Oh one three "
       "one."},
      {"(239) 555-0162",
       "A: Can I text it?\nC: Yes. 239, 555, 0126. Ah, no no, excuse me, this is the phone of my aunt. It's "
       "239-555-0162 for me.\nA: One six two."},
      {"(813) 555-0190", "A: What's your cell?\nC: Send a text to 813-555-0190 when they're out."},
      {"(407) 555-0169",
       "C: Best phone for me is 407-555-0169.\nA: What truck?\nC: No sir, I'm picking one out."},
      {"(256) 555-0136",
       "A: And what's yours?\nC: 256, five five five, one three six. There's a zero in front of that. "
       "Oh-one-three-six."},
      {"",
       "A: Anything else?\nC: What about recaps two ninety five seventy five twenty two five?\nA: I got "
       "eleven twenty four five.\nC: Twenty two five."},
      {"(318) 555-0174",
       "O: and a number i can text you the app three one eight triple five zero one seven four three one "
       "eight five five five zero one seven four alright i'll shoot that over lonnie"},
  };
  check_all(cases);
}

TEST_CASE("what the rep reads back of the caller's last word stands, whatever was given before") {
  const std::initializer_list<Expected> cases = {
      {"(205) 555-0138",
       "A: What's your number?\nC: Two oh five, five five five, oh one three one. No, that's the front desk. "
       "Mine "
       "ends in oh one three eight.\nA: Two oh five, five five five, oh one three eight."},
      {"(386) 555-0116",
       "A: What's a good number?\nC: For the paper call my wife, 386-555-0161. For me, the one I'm on. Oh "
       "one "
       "sixteen.\nA: 386-555-0116 for you, got it."},
      {"(904) 555-0170",
       "A: Telephone?\nC: Nine zero four, five five five, zero one zero seven. This is old. Zero one "
       "seventy, new.\nA: Zero one seven zero. Okay."},
      {"(863) 555-0114",
       "A: Phone?\nC: 863-555-0114.\nA: Could you be here at eleven?\nC: Ten-thirty.\nA: Ten-thirty. I'll "
       "text "
       "you."},
      {"(912) 555-0160",
       "A: Your number?\nC: Nine one two, five five five, zero one six zero. Their fax is four two three, "
       "five "
       "five five, oh one eight eight.\nA: 423-555-0188. And attention?"},
  };
  check_all(cases);
}

TEST_CASE("a number that the rep asks about is the caller's unless it is denied") {
  const std::initializer_list<Expected> cases = {
      {"(803) 555-0183", "A: Is 803-555-0183 the office?\nC: That's in my pocket."},
      {"(479) 555-0117", "A: I've got your number as 479-555-0117. That the one to use?\nC: That's my desk."},
      {"", "A: Is 803-555-0183 the office?\nC: No, that's my wife's."},
  };
  check_all(cases);
}

TEST_CASE("a number may be begun by the rep, begun again, or have nickels in it") {
  const std::initializer_list<Expected> cases = {
      {"(218) 555-0111", "A: And your phone there's two one eight…\nC: Five five five, oh one eleven."},
      {"(859) 555-0114",
       "A: Phone?\nC: I'm eight five nine. Eight five nine, five five five… let me think. Oh one one four."},
      {"(540) 555-0173", "A: Number?\nC: Five forty, triple nickel, oh one seven three.\nA: 540-555-0173."},
  };
  check_all(cases);
}

}  // namespace calltracker::llm::offline
