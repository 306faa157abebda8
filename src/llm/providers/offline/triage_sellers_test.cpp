// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include "llm/providers/offline/test_dialogue.hpp"

namespace calltracker::llm::offline {
TEST_CASE("sellers are known by what they offer, whom they ask for and how they are turned away") {
  check_all_triaged_as(
      "spam",
      {
          "A: Service.\nC: How's it going, I'm with Tri County Recycling, we buy scrap metal and used "
          "batteries. You got a guy for that?\nA: Yeah, we do.\nC: What's he paying you a pound?\nA: "
          "Couldn't say.",
          "A: Shop.\nC: Hey man, we got a mobile detail crew, we polish aluminum, wash trailers right on "
          "your lot. Forty bucks a trailer. You the guy I need to talk to?\nA: We've got a kid that does "
          "it.\nC: Let us do one free so you can see.\nA: Nah, we're good.",
          "C: This is Officer Daniel Brown from the Department of Tax and Crime Investigation. There is a "
          "legal case filed under your name. If you don't return this call a warrant will be issued.\nA: "
          "Yeah okay.",
          "A: Thank you for calling Nationwide Haul, this is Tasha, how may I help you?\nC: Hi Tasha, this "
          "is Michael calling from Digital Growth Partners. We help trailer dealers get more leads online. "
          "Can I speak to the owner or the marketing manager?\nA: He's not available right now.\nC: When "
          "would be a good time to call back?\nA: We're not interested, thank you.",
          "A: Nationwide Haul, this is Derek.\nC: Derek, congratulations! Your company has been selected to "
          "receive a complimentary three night cruise to the Bahamas.\nA: Yeah, right.",
          "A: Good afternoon, Nationwide Haul, Renee speaking.\nC: Hey Renee, it's Chad from DealerPulse. I "
          "spoke to someone there a while back about our inventory and texting platform. Is your general "
          "manager around?\nA: He isn't. What's it about?\nC: We just rolled out a feature and I'd love to "
          "get fifteen minutes on his calendar.\nA: I'll tell him you called.",
          "A: Nationwide Haul, Brian Kowalski.\nC: Brian, Steve over at 98.7 The Bull. We're putting "
          "together a sponsor package for the truck show in March and thought of you guys.\nA: What's it "
          "run?\nC: Twenty-five hundred, you get thirty spots and a banner.\nA: We don't do radio, man.\nC: "
          "Could I swing by and show you the numbers?\nA: Email me.",
          "A: Parts, this is Gail.\nC: Hi Gail, I'm calling about your credit card terminal. There's an "
          "update to the interchange and we can eliminate your fees completely. Do you have a statement "
          "handy?\nA: Not interested.",
          "A: Nationwide Haul, Tasha speaking, how can I help?\nC: Yeah can I speak to whoever is in charge "
          "of your ELDs and dash cams?\nA: What is this regarding?\nC: We've got a new camera with AI in it, "
          "it's free hardware for the first ninety days and it cuts claims in half.\nA: Send something to "
          "our info address.\nC: What's the manager's name there?\nA: I can't give that out.",
          "A: Road Ready Insurance, this is Shane.\nC: Hello, my name is Patricia, I'm calling on behalf of "
          "Commercial Lending Group. We noticed your business may qualify for up to five hundred thousand "
          "dollars in funding.\nA: Take us off your list.",
          "A: Nationwide Haul.\nC: Hello dear, how are you today? I have a business proposal, very good "
          "return every month, you only invest five thousand to begin.\nA: Not today.",
          "A: Shop.\nC: How you doing, I'm your local rep for Cintech, we do uniforms, floor mats and shop "
          "towels. Who are you guys using right now?\nA: Somebody. You'd have to talk to the office.\nC: "
          "What would be a good time to stop in?\nA: I couldn't tell you.",
          "A: Road Ready.\nC: Hello, I am calling from Windows technical support, your computer is sending "
          "error reports to our server. Are you in front of the computer?\nA: Nope.",
          "A: Nationwide Haul, Tasha.\nC: Tasha, hi, it's Denise at Southeast Hauler Monthly. We've got a "
          "two for one on half pages in the January issue and I'm holding one for you till five.\nA: We "
          "don't advertise in print anymore.\nC: Not even the inside back cover?\nA: No ma'am.",
          "A: Road Ready Insurance.\nC: Good morning, I'm with PayPros. Are you guys doing payroll in house "
          "or do you outsource it?\nA: In house.\nC: We're about thirty percent under the big guys and we do "
          "the new hire reporting for you. Could I get ten minutes with whoever cuts the checks?\nA: She's "
          "not interested, I can promise you.",
          "A: Office.\nC: This is the compliance department, your labor law posters are out of date and "
          "there's a fine up to seventeen thousand dollars. We can ship today for ninety-nine dollars.\nA: "
          "No thanks.",
          "A: Sales.\nC: Hi there, I'm conducting a brief study with business owners on health benefits. "
          "Would you have three minutes? You'll get an Amazon card.\nA: I'm with a customer.",
          "A: Parts, this is Hal.\nC: Hal, Mickey from Delta Fastener. You get my box of samples?\nA: I did, "
          "they're in the corner.\nC: What'd you think? I can do the zinc bolts eleven percent under "
          "Fastenal.\nA: We buy all that through corporate.\nC: Who's the buyer over there?\nA: I don't give "
          "that out, Mickey.",
          "A: Hello, Nationwide Haul.\nC: This message is for the business owner. Due to recent changes your "
          "business qualifies for a zero percent line of credit. Press one to speak to a funding specialist.",
          "C: Hi, this is an automated message from the Vehicle Service Department. Our records indicate "
          "your warranty has expired or is about to expire. Please press 1 to speak with a specialist.",
          "A: Service, Walt.\nC: Hi Walt, my name is Brittany from TechForce Staffing. I noticed on Indeed "
          "you're looking for a trailer technician. I've got three guys with ten years of experience who "
          "could start Monday. Do you work with agencies?\nA: We do our own hiring.\nC: Would it be okay if "
          "I emailed you a couple resumes anyway?\nA: No thanks.",
          "A: Road Ready Insurance, Shane.\nC: Hey Shane, do you guys write trucking in Georgia? I've got "
          "live transfers, new ventures, exclusive, eighteen bucks a call.\nA: We don't buy leads.\nC: What "
          "if I gave you the first five free?\nA: No.",
          "A: Nationwide Haul, good afternoon.\nC: Hi, I'm with Yelp. Somebody left your business a new "
          "review and I wanted to walk you through our enhanced profile.\nA: We don't use Yelp.",
          "A: Road Ready Insurance, Priya speaking.\nC: Hey, I'm Matt, I work for a factoring company down "
          "in Dallas. We buy your freight bills and pay same day, and we give your agency two hundred bucks "
          "for every trucker you send us.\nA: We already have a partner for that.\nC: Who is that, if you "
          "don't mind?\nA: I'd rather not say. Have a good day.",
          "C: Hello. This call is from Amazon. A purchase of nine hundred ninety nine dollars for an iPhone "
          "has been charged to your account. If you did not make this purchase press one to speak with the "
          "fraud department.",
          "A: Nationwide Haul, Brian speaking.\nC: Brian, this is Tony with Elite Truck Staffing. I "
          "understand you folks might be hiring drivers and shop guys. We have a bench of qualified people. "
          "Could we set up a time to talk about your needs?\nA: No, we're fully staffed.",
          "A: Road Ready Insurance.\nC: Good afternoon. We provide aged trucking insurance leads at two "
          "dollars each. DOT filings, fresh every morning.\nA: Don't need any.\nC: We can start with fifty "
          "as a test.\nA: I said no thank you.",
          "A: Nationwide Haul.\nC: Good afternoon, I'm calling for the State Troopers Benevolent Fund. We're "
          "sending out decals to businesses who pledge at the fifty dollar level. Can we count on you this "
          "year?\nA: We give locally.",
          "A: Nationwide Haul, Tasha.\nC: Hello ma'am, I am calling from a web development company, we are "
          "making websites and mobile apps in very cheap price, you have any requirement?\nA: No sir.\nC: We "
          "can do also social media marketing.\nA: No, thank you.",
          "A: Nationwide Haul, Tasha.\nC: Hi Tasha! I'm doing a follow up from the trade show, we talked "
          "about reputation management. Are you the one who answers your Google reviews?\nA: I don't "
          "remember that, and no.\nC: No worries, who would be?\nA: We're not interested.",
          "A: Nationwide Haul, this is Cody.\nC: Hi Cody, this is Wei with Golden Horse Tire, we are "
          "manufacturer of trailer tire, 295 75 22.5, very good price for container order. Do you buy "
          "tires?\nA: We get ours from our supplier.\nC: I can send price list to your email?\nA: Sure, "
          "parts at nationwide.",
          "A: Nationwide Haul, Marcus.\nC: Hi Marcus, I'm Tina from Gulfshore Benefits. We shop group health "
          "for companies your size. When does your plan renew?\nA: You'd have to ask our office manager.\nC: "
          "And what's her name?\nA: She doesn't take sales calls.",
          "A: Nationwide Haul accounting.\nC: Hi, this is the merchant services department. I'm calling "
          "about the rates on your credit card machine, you should have gotten a letter.\nA: Which company "
          "are you with?\nC: We work with Visa and MasterCard to lower your rates.\nA: Goodbye.",
          "A: Nationwide Haul, good morning.\nC: This is a courtesy call from the business verification "
          "center. Your listing is not claimed and may be marked as permanently closed. To verify your "
          "listing press one now.\nA: Ugh.",
          "A: Nationwide Haul.\nC: Hi, would you be interested in a free lunch and learn on retirement plans "
          "for your employees?\nA: No, we've got one.",
          "A: Nationwide Haul, Gail in accounting.\nC: Gail, it's the vendor portal at your bank, we see a "
          "suspicious transfer and need to verify your online banking password before we release the "
          "hold.\nA: I'm going to call the bank myself.",
          "A: Nationwide Haul, buenas tardes.\nC: Buenas tardes, le llamo de Publicidad Latina, ayudamos a "
          "negocios a salir en los primeros lugares de Google. ¿Con quién puedo hablar del mercadeo?\nA: No "
          "nos interesa, gracias.",
          "A: Nationwide Haul, this is Emmett.\nC: Hey Emmett, Jordan here. Listen, when somebody types in "
          "used flatbeds Florida you guys are nowhere. I can fix that in sixty days. Who should I be talking "
          "to?\nA: Nobody here, we've got that covered.\nC: Fair enough. Mind if I ask who's doing it?\nA: I "
          "do mind. Take care.",
          "A: Nationwide Haul, Marcus.\nC: Marcus, I'm with FleetFuel One. We're saving dealers like you "
          "forty cents a gallon on diesel with our card. How many gallons do you guys burn a month?\nA: Not "
          "much. I'm not the guy.\nC: Who is the guy?\nA: He's out.",
          "A: Nationwide Haul, how can I help you?\nC: Hi, is your manager in? I'm with BrightStar Energy "
          "and we're lowering electric rates for businesses on your street.\nA: He's out. Not interested.",
          "A: Accounting, Gail.\nC: Hi, I'm calling from the national business registry about your past due "
          "listing fee of four hundred ninety nine.\nA: I've never heard of you.\nC: It was authorized by "
          "your manager in the spring. If we don't get a card today it goes to collections.\nA: Then send it "
          "to collections. Goodbye.",
          "A: Road Ready, Priya speaking.\nC: Hello, this is Kevin from Apex Premium Finance. We finance "
          "premiums for agencies and we pay the highest rate in the business. Who do you place your paper "
          "with?\nA: We're happy with who we use.\nC: Could I get ten minutes to show you what we'd pay?\nA: "
          "Not right now.",
      });
}

}  // namespace calltracker::llm::offline
