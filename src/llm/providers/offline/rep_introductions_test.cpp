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

TEST_CASE("the rep is found however people answer the phone") {
  const std::initializer_list<Expected> cases = {
      {"Derek",
       "O: nation wide hall derek speaking\nO: yeah derek uh my name lonnie i'm callin about a dry van i "
       "seen on the google\nO: ok lonnie which one was it"},
      {"Derek",
       "A: You've got the Derek, the one and only, Nationwide Haul.\nC: Uh, hi. I'm calling about "
       "Conestogas.\nA: Sure.\nC: Derek. Can it leave today? It's Phyllis."},
      {"Brian",
       "A: Good morning, Nationwide Haul, Brian's my name.\nC: Good morning, Brian. Leonard Fisk. I'm a "
       "CPA."},
      {"Bryan", "A: Nay shun wide hall Bryan speaking.\nC: Bryan this is Dewey Mott with Mott Grading."},
      {"Priya",
       "A: Good morning, it's Brian at Nationwide Haul.\nC: Brian, I'm supposed to pick up that pot belly "
       "Saturday and the bank just told me they won't fund it.\nA: I should have. That one's on me, Travis. "
       "Let me get you over to Priya at Road Ready right this second. Don't hang up.\nA: Hi, this is Priya "
       "with Road Ready. Brian says you've got a livestock trailer and a Saturday.\nC: That's the size of "
       "it. I'm Travis Bohannon, Red Dirt Cattle Haulers.\nA: Okay Travis. Only the trailer, or do you want "
       "me to look at the truck and the cattle too?\nC: Just the trailer."},
      {"Renee",
       "A: Nationwide Haul, this is Tasha in sales.\nC: Hi, I need the shop, I must've hit the wrong button. "
       "It's Marla, Claxton Poultry Haulers.\nA: That's alright Marla, hang tight, I'll walk you over to "
       "Renee.\nA: Shop, Renee. Tasha tells me it's Marla. What's broke?\nC: Nothing's broke, for once. I've "
       "got eleven trailers due for their annuals.\nA: Thank you for thinking ahead. Could you spare two a "
       "day? I'll call before I fix anything over a hundred."},
      {"Shane", "A: Road Ready.\nC: Hi, who's this?\nA: Shane.\nC: Shane, it's Connie, Gulf Pine Lumber."},
      {"Brian",
       "A: Nationwide Haul, we're open till noon, what can I do for you?\nC: Good, you're there. I'm Manny. "
       "Somebody told me ask for Brian.\nA: You found him. What are you after, Manny?"},
      {"Brian",
       "A: Nationwide, good morning.\nC: Hi, is this Brian?\nA: It is.\nC: Hey, it's Hank, over in Cullman."},
      {"Marcus",
       "A: Thanks for ringing Nationwide Haul. How can I help today?\nC: Morning. I'm looking at a step "
       "deck.\nA: It's real. And a name to go with it?\nC: Kirby Olafson.\nA: And I'm Marcus, by the way, I "
       "don't think I ever told you."},
      {"Tasha",
       "A: Thank you for choosing Nationwide Haul, my name's Tasha, how may I direct you?\nC: I need a "
       "quote."},
      {"Elena",
       "A: Road Ready Insurance, you're talking to Elena, what can I do for ya?\nC: Need a quote on a "
       "hotshot."},
      {"Cody", "A: Cody.\nC: Good afternoon, Brother Cody. I'm Pastor Reggie Coles."},
      {"Devin", "A: Devin at Nationwide, what's going on?\nC: Got any pups?"},
      {"Lashonda",
       "A: Thanks for calling the Road Ready agency, Lashonda here, how can I make your day?\nC: You can "
       "lower my premium."},
      {"Tavares", "A: Nationwide Haul, this is Tavares.\nC: Hey Tavares."},
      {"Gus Pappas", "A: Gus Pappas, sales manager at Nationwide Haul. Who am I talking to?\nC: Ned."},
      {"Rosario", "A: Nationwide Haul, le atiende Rosario, ¿en qué le ayudo?\nC: Busco una traila."},
      {"Javier", "A: Gracias por llamar a Nationwide Haul, mi nombre es Javier, a sus órdenes.\nC: Buenas."},
      {"Marisol", "A: Nationwide Haul, con Marisol.\nC: Marisol, buenas tardes."},
      {"Peggy", "C: Hello?\nA: Dale? Hey, Peggy over at Nationwide Haul. Got a second?\nC: Sure."},
      {"Tasha",
       "C: Hello?\nA: Hi, am I speaking with Corinne Bybee?\nC: You are.\nA: Corinne, I'm Tasha with "
       "Nationwide Haul. You filled out a form on our website."},
      {"Walt",
       "A: Nationwide Haul service, go ahead.\nC: I've got a trailer with no brake lights.\nA: Bring it in "
       "at two.\nC: Appreciate it, Walt."},
      {"Lorraine",
       "A: Road Ready, good afternoon.\nC: Lorraine? It's Nadine Faust, I've got that notice again.\nA: Oh "
       "no, Nadine. Read it to me."},
      {"",
       "A: Yeah, sales.\nC: That belly dump you've got on Trader. What's the bottom dollar on it?\nA: "
       "Forty-one."},
      {"",
       "A: Nationwide Haul, how can I help?\nC: Is Brian in?\nA: He's off today, can I help you?\nC: I'll "
       "try him tomorrow."},
      {"Fran",
       "A: Nationwide Haul, Fran.\nC: Can I get Brian?\nA: Brian's with a customer, I can help you.\nC: "
       "Sure, I need a price on a reefer."},
      {"Tasha",
       "A: Nationwide Haul, Tasha speaking.\nC: Parts please.\nA: One second, I'll put you through.\nA: "
       "Parts.\nC: Hi, need a hub cap.\nA: What axle?"},
      {"Keziah", "A: Nationwide Haul, my name is Keziah, K E Z I A H, how can I help?\nC: I want a flatbed."},
      {"Skip", "A: Nationwide Haul, everybody calls me Skip, what do you need?\nC: A step deck."},
      {"Wanda",
       "A: Hi, I'm Wanda in the leasing office. They said you had a question?\nC: Yes about my lease."},
      {"Hector",
       "A: Service.\nC: Hey is Hector around?\nA: Speaking.\nC: Hector, it's Lou. My reefer's throwing a "
       "code."},
      {"Olga",
       "A: Nationwide Haul, Ruth speaking.\nC: Sales.\nA: One moment.\nA: This is Olga. What can I help you "
       "find?\nC: A 2020 or newer reefer with under ten thousand hours.\nA: I've got two. One's in Plant "
       "City and one's on the way from Atlanta. Which do you prefer, Carrier or Thermo King?"},
      {"Bev", "A: You've reached Bev in claims at Road Ready.\nC: Hi Bev, somebody hit me."},
      {"Tony",
       "O: nationwide hall this is tony how can i help you\nO: yeah tony you still got that drop deck\nO: we "
       "do sir it is still on the lot"},
      {"Gerald",
       "A: Sales, Gerald, hold on one second. Okay thanks for waiting, what can I do for you?\nC: Looking "
       "for a dry van."},
      {"", "A: Nationwide Haul, is this Dale?\nC: Yes it is.\nA: Hi Dale, we got your request."},
      {"Monica",
       "A: Road Ready Insurance, happy Friday, Monica speaking.\nC: Hey Monica, Jeff Tuttle.\nA: Hi Jeff."},
      {"Andre",
       "A: It's a great day at Nationwide Haul, Andre speaking, how may I assist you?\nC: Need tarps."},
      {"TJ", "A: Nationwide Haul, this is TJ.\nC: TJ, it's Mark at Delco."},
      {"Whitaker",
       "A: Nationwide Haul, Mr. Whitaker speaking.\nC: Yes sir, I wanted to ask about financing."},
      {"Zebulon", "A: Good afternoon, Road Ready, Zebulon speaking.\nC: Hi Zebulon."},
      {"Oleksandr", "A: Nationwide Haul, Oleksandr.\nC: Good morning."},
      {"Pete",
       "A: Nationwide Haul sales.\nC: You have any hoppers?\nA: Two Timptes.\nC: Okay Pete, I'll come by "
       "Saturday. That's right, isn't it, Pete?\nA: That's me."},
  };
  for (const Expected& expected : cases) {
    CAPTURE(expected.dialogue);
    CHECK(Dialogue(expected.dialogue).rep() == expected.name);
  }
}

}  // namespace calltracker::llm::offline
