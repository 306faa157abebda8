// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include "llm/providers/offline/test_dialogue.hpp"

namespace calltracker::llm::offline {
namespace {

struct Expected {
  std::string_view name;
  std::string_view dialogue;
};

}  // namespace

TEST_CASE("the rep is the one who carries the call") {
  const std::initializer_list<Expected> cases = {
      {"Gail",
       "A: Thank you for calling Nationwide Haul, this is Gail, how can I help you?\nC: I need a trailer."},
      {"Maria", "A: Nationwide Haul, you've got Maria.\nC: Hi Maria."},
      {"Carlos", "A: Nationwide Haul, Carlos speaking.\nC: Hey, do you have flatbeds?"},
      {"Dave", "A: Dave here, what can I do for you?\nC: Looking for a reefer."},
      {"Denise", "A: Road Ready Insurance, Denise. How can I help?\nC: I need a quote."},
      {"Neil Foster", "A: Good morning, my name is Neil Foster with Nationwide Haul.\nC: Morning."},
      {"Terrence", "A: Thanks for calling Nationwide Haul, my name's Terrence.\nC: Hello."},
      {"Olga",
       "A: Nationwide Haul, this is Ruth.\nC: Sales please.\nA: One moment, I'll transfer you to Olga.\nA: "
       "Hi, this is Olga in sales. What are you looking for today, new or used, and what length do you "
       "need?\nC: Used 53 foot.\nA: We have several on the lot, let me tell you about the 2018 models."},
      {"Kent",
       "A: Hi, is this Dale?\nC: Yes it is.\nA: This is Kent from Nationwide Haul, I'm following up on your "
       "quote."},
      {"Brian", "A: Nationwide Haul.\nC: Do you have any dumps?\nA: Yes we do.\nC: Great, thanks, Brian."},
      {"Sheila",
       "A: Nationwide Haul sales.\nC: Can I speak with Sheila?\nA: This is she.\nC: Hi, it's about the "
       "lease."},
      {"Luis", "A: Nationwide Haul, habla Luis, ¿en qué le puedo ayudar?\nC: Busco un remolque."},
      {"Brian", "A: brian nationwide haul\nC: hey do you guys take cards"},
      {"Walt", "A: Service, Walt.\nC: It quit.\nA: I'll text you his name, it's Ezequiel."},
      {"", "A: Nationwide Haul, how can I help you?\nC: Ray?\nA: No ma'am, this is Nationwide Haul."},
      {"", "A: Thank you for calling Nationwide Haul, how can I help you?\nC: I need parts."},
      {"", "A: This is Nationwide Haul sales, hello?\nC: Hi there."},
      {"", "A: Hello, this is sales. Thank you for holding, here is the price.\nC: Okay."},
      {"", "A: Am I speaking with Dale?\nC: Yes."},
  };
  for (const Expected& expected : cases) {
    CAPTURE(expected.dialogue);
    CHECK(Dialogue(expected.dialogue).rep() == expected.name);
  }
}

TEST_CASE("a proper introduction names person and company") {
  CHECK(Dialogue("A: Nationwide Haul, this is Gail.\nC: Hi.").found().rep.introduced_properly);
  CHECK_FALSE(Dialogue("A: Hello, this is Gail.\nC: Hi.").found().rep.introduced_properly);
}

TEST_CASE("the caller's name is the one given, asked for or agreed to") {
  const std::initializer_list<Expected> cases = {
      {"Dale", "A: Nationwide Haul, this is Gail.\nC: Hey Gail, this is Dale with Ozark Freight."},
      {"Dale Hutchins", "A: Who am I speaking with?\nC: Dale Hutchins."},
      {"Dale Hutchins", "A: And your name?\nC: It's Dale Hutchins, H-U-T-C-H-I-N-S."},
      {"Yolanda", "A: Can I get your name?\nC: Sure, Yolanda."},
      {"Renee", "C: My name is Renee and I need a price."},
      {"Otis", "A: Nationwide Haul.\nC: Yeah, Otis here, over at Bama Haulers."},
      {"Dale", "A: Hi, is this Dale?\nC: Yes it is."},
      {"Dale", "A: Okay, thanks, Dale. I'll send it.\nC: Appreciate it."},
      {"Ramiro", "C: Buenos días, me llamo Ramiro y busco una traila."},
      {"Dale Hutchins", "A: What's your first name?\nC: Dale.\nA: And last name?\nC: Hutchins."},
      {"Donnie", "A: Parts, Walt.\nC: Walt, Donnie up in Ocala. You still mad?"},
      {"Ray McAllister", "A: This is Cody.\nC: Cody, Ray McAllister in Macon. You sent me a quote."},
      {"Clarence Gadsden", "C: This Clarence Gadsden. I done had a wreck."},
      {"Jean-Claude Desrosiers",
       "A: What name, sir?\nC: Desrosiers. D, E, S, R, O, S, like Sam, I, E, R, S. Jean-Claude."},
      {"Piotr", "A: Who's it for?\nC: Oconee Steel Haulers, in Dublin. Say Piotr. P-I-O-T-R."},
      {"Dontavius", "C: Number's 478-555-0168. Dontavius, in Warner Robins."},
      {"Eugene", "C: All right. Tell whoever she was Eugene called."},
      {"Ileana Castellanos", "C: It's me. I am the owner, Ileana Castellanos."},
      {"Mrs. Hollis", "A: And you're Mrs. Hollis?\nC: That's me."},
      {"Ingeborg",
       "A: Service.\nC: Who is this?\nA: Marlon.\nC: Marlon, my name is Ingeborg, I call about it."},
      {"Wendell Pruitt", "A: What name?\nC: Pruitt Berry Farms, here in Plant City. Wendell Pruitt."},
      {"", "A: And your name?\nC: Just put attention Kenny."},
      {"", "A: When can we talk?\nC: After lunch. Thirty minutes is fine."},
      {"", "C: I'm looking for a trailer, this is about the ad."},
      {"", "A: Nationwide Haul, this is Gail.\nC: Hi Gail, do you have reefers?\nA: We do."},
  };
  for (const Expected& expected : cases) {
    CAPTURE(expected.dialogue);
    CHECK(Dialogue(expected.dialogue).caller() == expected.name);
  }
}

TEST_CASE("the caller's company is named with, from or at") {
  const std::initializer_list<Expected> cases = {
      {"Ozark Freight", "C: This is Dale with Ozark Freight."},
      {"Red Clay Logistics", "C: Hi, I'm calling from Red Clay Logistics about a reefer."},
      {"Hutchins & Sons Trucking", "C: This is Dale, Hutchins & Sons Trucking."},
      {"Bama Haulers", "A: What's the company name?\nC: Bama Haulers."},
      {"Tri-State", "C: This is Ann with Tri-State, we need a trailer."},
      {"Glades Sod", "A: And you are?\nC: Annette, I do the books at Glades Sod. Belle Glade."},
      {"Lakay Rock and Fill", "A: Company?\nC: Lakay Rock and Fill. L-A-K-A-Y."},
      {"Two Rivers Hauling", "A: Which policy?\nC: Two Rivers Hauling. Palatka."},
      {"Escalona e Hijos Transport", "C: Todo a nombre de la compañía, Escalona e Hijos Transport."},
      {"City of Millbrook", "C: I'm with the purchasing office for the City of Millbrook, Alabama."},
      {"Table of Plenty", "C: This is Sister Bernadette at Table of Plenty, in Tallahassee."},
      {"St. Adalbert's", "C: I'm the secretary at St. Adalbert's, in Crystal River."},
      {"Gadsden and Sons", "A: I'm opening it under the Gadsden and Sons policy.\nC: Yes ma'am."},
      {"Mount Pisgah Baptist Church", "C: This is Reverend Alphonso Tate of Mount Pisgah Baptist Church."},
      {"Boone Brothers Logistics", "A: What's the company name?\nC: Boone Brothers Logistics, LLC."},
      {"", "C: The lienholder is Pacific Western Equipment."},
      {"", "A: How do you spell that?\nC: B-E-A-S-L-E-Y."},
      {"", "C: The driver coming off is Garegin. Just look for Petrosyan."},
      {"", "C: This is Dale from Tulsa."},
      {"", "C: Is this Nationwide Haul?\nA: Yes."},
      {"", "C: Do you have a Great Dane reefer?"},
  };
  for (const Expected& expected : cases) {
    CAPTURE(expected.dialogue);
    CHECK(Dialogue(expected.dialogue).company() == expected.name);
  }
}

}  // namespace calltracker::llm::offline
