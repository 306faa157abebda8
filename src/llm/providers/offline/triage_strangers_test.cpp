// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include "llm/providers/offline/test_dialogue.hpp"

namespace calltracker::llm::offline {
TEST_CASE("who wants another business, a person or work has the wrong number") {
  check_all_triaged_as(
      "wrong_number",
      {
          "A: Nationwide Haul, this is Tasha.\nC: Is your refrigerator running?\nA: Yes.\nC: Then you better "
          "go catch it!\nA: Very funny, bye.",
          "A: Nationwide Haul, Marcus.\nC: Hi, checking on load 448812, is the driver loaded yet?\nA: We "
          "don't haul freight, you've got the wrong Nationwide.\nC: Oh, I'm sorry, what's the number for the "
          "carrier?\nA: No idea.",
          "A: Nationwide Haul, Brian speaking.\nC: Is this U-Haul? I need to rent a moving van for "
          "Saturday.\nA: No, this is Nationwide Haul. We sell semi trailers.\nC: Oh okay, sorry.",
          "A: Road Ready.\nC: Is my prescription ready for Nolan?\nA: Wrong number, ma'am.",
          "A: Nationwide Haul, this is Tasha.\nC: I need to report a claim on my Ford Explorer, a deer ran "
          "into me.\nA: I think you want the insurance company. We're Nationwide Haul, we sell truck "
          "trailers.\nC: Oh for heaven's sake. Do you have their number?\nA: I don't, sorry.",
          "A: Nationwide, good afternoon.\nC: Yes, my debit card got declined and I need to talk to somebody "
          "about my checking account.\nA: This isn't a bank, sir.\nC: This isn't Nationwide Bank?\nA: "
          "Nationwide Haul.",
          "A: Nationwide Haul.\nC: Hey, are you guys hiring CDL drivers? I've got five years over the "
          "road.\nA: We're not a trucking company, we sell trailers.\nC: Oh, all right. Thanks.",
          "A: Road Ready Insurance, how can I help you?\nC: I'd like to get a price to insure my boat and my "
          "wife's car.\nA: We only insure commercial trucking.\nC: Okay then.",
          "A: Nationwide Haul, Gail.\nC: I'm calling to verify employment for a Kevin Doyle. He's applying "
          "for an apartment with us.\nA: You'd send that to hr at nationwide.\nC: Thank you.",
          "A: Nationwide Haul.\nC: Yes, my car won't start, it's a Nissan, can you send a tow?\nA: We don't "
          "tow, we sell semi trailers.\nC: Oh. You know anybody?\nA: Try Mac's Towing.",
          "A: Nationwide Haul.\nC: Hi, is this where I call about the CDL job? The one that's home every "
          "weekend?\nA: No sir, we're a dealership. We don't have drivers.\nC: Oh, the ad said Nationwide.",
          "A: Service.\nC: Let me speak to Bob.\nA: We don't have a Bob.\nC: You don't have a Bob? This is "
          "555-0163?\nA: No, it's 0101.\nC: Sorry 'bout that.",
          "A: Service, this is Walt.\nC: I'm calling about the welder job in the paper.\nA: You'd have to "
          "come by and fill out an application.\nC: What's it pay?\nA: Depends on experience.",
          "A: Road Ready Insurance, Priya speaking.\nC: Hi, I'm calling about my auto policy, the premium "
          "for my Toyota went up.\nA: We only do commercial truck insurance. Who's your carrier?\nC: "
          "Nationwide.\nA: You'd need to call them directly, ma'am.\nC: Okay, thank you.",
          "A: Nationwide Haul, Cody.\nC: Hey Cody, this is Melissa at TQL, need an ETA on your driver going "
          "to Joplin.\nA: We don't have a driver going to Joplin, we don't have drivers.\nC: This isn't MC "
          "448210?\nA: No, we're a trailer dealer.",
          "A: Nationwide Haul parts.\nC: Is Junior there?\nA: No Junior here.\nC: This ain't Junior's "
          "Radiator?\nA: Not for about six years.",
          "A: Road Ready Insurance, Shane.\nC: I'm trying to get full coverage on a 2019 Honda Accord, just "
          "me and my wife.\nA: We only do commercial trucks here.\nC: Y'all don't do regular cars?\nA: No "
          "sir.",
          "A: Nationwide Haul, Tasha.\nC: Yes, is this the vet? My dog ate a sock.\nA: No, ma'am, this is a "
          "trailer dealer.\nC: Oh dear.",
          "A: Nationwide Haul, buenos días.\nC: Buenos días, quería preguntar si están contratando choferes, "
          "tengo licencia clase A.\nA: No contratamos choferes, aquí vendemos trailas.\nC: Ah, bueno, "
          "gracias.",
          "A: Nationwide Haul, Marcus.\nC: Can I order a large pepperoni?\nA: You have the wrong number.",
          "A: Nationwide Haul, Marcus speaking.\nC: I'm calling because my homeowners went up four hundred "
          "dollars and nobody can tell me why.\nA: I think you're trying to get Nationwide the insurance "
          "folks. We're trailers.\nC: Oh, for crying out loud. Third time today.",
          "A: Nationwide Haul.\nC: Yeah I need to reschedule my cleaning with Dr. Patel.\nA: You've got a "
          "trailer dealership, sir.\nC: Huh. This is the number on the card.",
          "A: Nationwide Haul, Brian.\nC: Mom?\nA: Nope.\nC: Sorry, wrong number.",
          "A: Nationwide Haul, good morning.\nC: Good morning, can I have extension 214, Sheriff's "
          "records?\nA: This isn't the sheriff.\nC: I dialed the number on the letter.",
          "A: Nationwide Haul, Cody.\nC: Hi, I'd like to check on the status of my job application for the "
          "yard position.\nA: You need to talk to HR, they're at the main office.\nC: Okay, do you have the "
          "number?\nA: It's on the website.",
          "A: Nationwide Haul.\nC: You all missed my trash pickup again this week.\nA: We don't do trash "
          "pickup. This is Nationwide Haul, we sell trailers.\nC: Well it says haul.",
          "A: Nationwide Haul.\nC: How much do y'all give for a junk car? It's a 2004 Impala, don't run.\nA: "
          "We don't buy cars. Semi trailers only.\nC: Alright then.",
          "A: Nationwide Haul.\nC: Hi, my son's going to be out sick today, he's in Ms. Garner's class.\nA: "
          "Ma'am, this is a trailer company.\nC: Oh gosh, I'm sorry.",
          "A: Nationwide Haul, Brian.\nC: Hi, I have a shipment you were supposed to pick up yesterday, PRO "
          "number 8871.\nA: You want the trucking company, ma'am. We just sell the trailers.\nC: They gave "
          "me this number.",
          "A: Nationwide Haul, Cody.\nC: How much would it cost to ship a motorcycle from Ohio to "
          "Florida?\nA: We don't ship anything. We sell the trailers.\nC: Gotcha.",
          "A: Nationwide Haul.\nC: Did y'all tow my Silverado from the Publix?\nA: No ma'am, we sell "
          "trailers, we don't tow.\nC: It was some kind of Nationwide on the sign.",
          "A: Nationwide Haul, Derek.\nC: Hey this is Luis, I'm at the receiver and they won't unload me, "
          "what do I do?\nA: You must be looking for your dispatcher, man. We're a dealer, not a "
          "carrier.\nC: Aw, I hit the wrong one. My bad.",
      });
}

TEST_CASE("a conversation about our business is one, whatever words fall in it") {
  check_all_triaged_as(
      "valid_sales",
      {
          "A: Service, Walt.\nC: I need an annual inspection on two trailers.\nA: Sixty-five each. Tomorrow "
          "morning?\nC: That works.",
          "A: Sales.\nC: Got pups?\nA: Two. Twenty-eights.\nC: How much?\nA: Fifty-five hundred.\nC: I'll be "
          "by.",
          "A: Nationwide Haul, Tasha.\nC: Hello, I'm the logistics manager for a solar installer in Austin. "
          "We need flatbeds for panels, about six, by March.\nA: Forty-eights or fifty-threes?\nC: Whatever "
          "you've got the most of.",
          "A: Nationwide Haul, Fran.\nC: Hi, I'm calling from Publix corporate, we lease eleven trailers "
          "from you. Who's my contact for damage billing?\nA: That's Gail in accounting, want me to put you "
          "through?\nC: Please, there's a charge on September I don't understand.\nA: One second.",
          "A: Nationwide Haul.\nC: Can you tell me if the 2019 Great Dane is sold?\nA: It's still here.\nC: "
          "I'll drive over this afternoon.",
          "A: Nationwide Haul, Derek.\nC: Y'all buy used trailers? I've got two Trailmobiles sitting.\nA: "
          "What years?\nC: Ninety-eight and two thousand one.\nA: I could do fifteen hundred apiece if they "
          "roll.",
          "A: Nationwide Haul.\nC: Yeah I'm the driver picking up the trailer for Coastal, which gate do I "
          "come in?\nA: Second one past the light.\nC: Alright, be there in ten.",
          "A: Road Ready, Priya.\nC: I'm getting ready to file for my authority and everybody says get "
          "insurance first.\nA: You're right. What kind of truck do you have?\nC: I'm buying a Cascadia next "
          "week.",
          "A: Parts.\nC: You got tires for a camper? Two twenty-five seventy-five fifteens?\nA: No sir, ours "
          "start at twenty-two fives.\nC: Know who would?\nA: Try Discount up on 60.",
          "A: Nationwide.\nC: Price on the 2016 Fontaine?\nA: It's on the site.\nC: I'm driving, man.\nA: "
          "Nineteen five.\nC: Okay.",
          "A: Road Ready.\nC: I need to add a driver, he's twenty six with clean record.\nA: Okay, what's "
          "his name and license number?\nC: I'll text it.",
          "A: Road Ready, Shane.\nC: My agent dropped me because of a claim. Can you get me covered by "
          "Friday?\nA: What kind of claim?\nC: Somebody hit my trailer in a truck stop.",
          "A: Nationwide Haul service, Renee speaking.\nC: Is my trailer done yet? It's the white "
          "Utility.\nA: They're finishing the brakes now. Two o'clock.\nC: Thanks.",
          "A: Nationwide Haul, Marcus speaking.\nC: Hi Marcus, I'm with Lighthouse Staffing, we're opening a "
          "driver training school and we need four older dry vans to practice backing.\nA: Sure. Do they "
          "need to be road legal?\nC: They'll stay in the lot.\nA: I've got some at thirty-five hundred.",
          "A: Nationwide Haul, this is Marcus.\nC: Hi Marcus, I'm a broker and one of my carriers needs a "
          "trailer fast. Can you help him if I send him over?\nA: Absolutely, what does he pull?\nC: "
          "Reefers.",
          "A: Road Ready Insurance, Shane.\nC: Hi, my factoring company says they won't fund me till they're "
          "listed on my policy.\nA: Okay, what's the name of the factor?\nC: Apex Capital.\nA: I'll add them "
          "and send the certificate.",
          "A: Nationwide Haul, Cody.\nC: Hi, I'm with the city of Lakeland, we need to replace two dump "
          "trailers. Can you send me a quote?\nA: Sure, what's your email?\nC: procurement at lakeland dot "
          "example.",
          "A: Nationwide Haul, Cody.\nC: Are you the owner?\nA: No sir, I'm in sales.\nC: Okay. I bought a "
          "trailer off you guys in May and the title still hasn't come.\nA: Let me find out. What's the last "
          "six of the VIN?\nC: 4 4 7 2 1 1.",
          "A: Service, Walt.\nC: Walt, you guys had my trailer four days and the ABS light came back on "
          "before I got to Lakeland.\nA: I'm sorry. Bring it back, I'll look at it today.\nC: I can't lose "
          "another day, man. I'm not happy.\nA: I'll have a tech meet you at eight, no charge.",
          "C: Hello?\nA: Hey Glenn, Brian at Nationwide Haul. You get a chance to look at those "
          "pictures?\nC: I did. The floor on the second one looks rough.\nA: It's got two soft boards, I'll "
          "fix them before it leaves.\nC: Alright, if you do that I'll take both.",
          "A: Road Ready, Lorraine.\nC: Lorraine, somebody clipped my trailer at the Love's and drove "
          "off.\nA: Are you hurt?\nC: No, but the door's tore up.\nA: Get a picture and a police report, "
          "I'll open it.",
          "A: Nationwide Haul, Marcus.\nC: You want to sell a trailer today? Your buddy down the road is at "
          "thirty-one on a '21 Great Dane.\nA: I've got a '21 at thirty-two with new rubber.\nC: Throw in "
          "the tarps and I'll send a truck.",
      });
}

}  // namespace calltracker::llm::offline
