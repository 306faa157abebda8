// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include "llm/providers/offline/test_dialogue.hpp"

namespace calltracker::llm::offline {
TEST_CASE("mailboxes, broken lines and calls put off are incomplete") {
  check_all_triaged_as(
      "incomplete",
      {
          "A: Gracias por llamar a Nationwide Haul. Deje su mensaje después del tono.\nC: Sí, buenas, soy "
          "Arturo, llamaba por la caja refrigerada. Me pueden marcar al 559 555 0120.",
          "A: Nationwide Haul, can you hold please?\nC: Uh, sure.",
          "A: Hi, you've reached Priya at Road Ready Insurance. I'm away from my desk or helping another "
          "client.\nC: Hey Priya, Dwayne Poteat. My broker's asking for the certificate with the new trailer "
          "on it. Can you shoot that over? Thanks.",
          "C: Yeah, hello.\nA: Hey, Brian from Nationwide Haul, you got a minute?\nC: I'm in a meeting, try "
          "me tomorrow.\nA: Will do.",
          "A: Nationwide Haul, this is Marcus. Anybody there? I'm not hearing anything. I'll hang up and you "
          "can try us again.",
          "A: Thank you for calling Nationwide Haul, this is Brian. How can I help you?\nC: Hi Brian, I was "
          "calling about\nA: Hello? Are you there?",
          "A: The Nationwide Haul team can't get to the phone. Leave us a message.\nC: Yeah, call me back "
          "about that trailer.",
          "A: Nationwide Haul, this is Marcus.\nC: Sorry, I have to take this other call. I'll call you "
          "back.",
          "A: Road Ready Insurance, this is Shane, how can I help?\nC: Um, never mind.",
          "C: Hey, it's Curt, leave me one.\nA: Curt, Brian at Nationwide Haul. That Fontaine you liked came "
          "down to twenty-six. Call me.",
          "C: Hi, you've reached the Hendersons, we can't come to the phone right now, please leave a "
          "message.\nA: Hi, this is Tasha with Nationwide Haul calling about the request you sent in. Give "
          "me a ring at 813-555-0101. Thanks.",
          "A: Nationwide Haul, Cody.\nC: ...king for a... your... re...\nA: Sir? You're breaking up real "
          "bad. Can you call from somewhere else?\nC: ...eefer...\nA: Hello?",
          "A: Nationwide Haul, Marcus.\nC: Marcus, hey, listen, I need to, hold on I'm going in a tunnel\nA: "
          "Hello? Hello?",
          "A: Thank you for calling Nationwide Haul, this is Tasha. Hello? I think we lost them.",
          "C: Hello?\nA: Hi, is this Mr. Castellano?\nC: Click.",
          "A: You've reached Marcus at Nationwide Haul. I'm either on the yard or on the phone. Leave your "
          "name and number.\nC: Marcus, it's Gene Holloway, I got your quote on the two hoppers. Call me "
          "when you can, 712 555 0144.",
          "C: Hello.\nA: Mr. Ames, this is Tasha from Nationwide Haul about the flatbed.\nC: I'm driving, "
          "I'll call you back.\nA: Sure thing.",
          "A: Nationwide Haul, Tasha.\nC: Sales, please.\nA: Sure, one moment.",
          "A: Good morning, Nationwide Haul. Good morning? I can't hear anybody. Bye.",
          "A: Hey Curt, Brian with Nationwide Haul. Sorry I missed you. I've got those numbers on the "
          "flatbeds, so shout back when you get a chance.",
          "A: Thank you for calling Nationwide Haul, this is Tasha, how can I help you?\nC: Uh.\nA: Hello?",
          "A: Nationwide Haul, this is Cody.\nC: Yeah, I was, uh, [inaudible]\nA: Sir, I'm sorry, I can't "
          "make you out.\nC: [inaudible]\nA: Try calling me back.",
          "A: Nationwide Haul, Tasha.\nC: Hi, hold on one second, my other line is ringing.\nA: Sure. Hello? "
          "Ma'am?",
          "A: Nationwide Haul, Cody.\nC: Hey, I was wondering if... shoot, that's my exit, I'll holler "
          "back.\nA: Okay.",
          "C: Your call has been forwarded to an automatic voice message system. 6 1 5 5 5 5 0 1 2 2 is not "
          "available. At the tone please record your message.\nA: Hey Bethany, it's Tasha at Nationwide, "
          "wanted to let you know the boxes got there. Call me if anything's off.",
          "C: You've reached Dan at Castle Paving, leave a message.\nA: Dan, Brian at Nationwide Haul. Just "
          "checking on that quote. Call me at eight one three, five five five, oh one oh one.",
          "A: Nationwide Haul, Cody speaking.\nC: Hello?\nA: Hi, can you hear me?\nC: Hello? Hello?\nA: I "
          "can hear you, can you hear me?",
          "A: Thanks for calling Nationwide Haul. For sales press one.\nA: Nobody is available to take your "
          "call. Please leave a message after the beep.\nC: Yeah this is Otis at Banner Sand. I need a belly "
          "dump priced. Two five one, five five five, oh one six zero. Thank you.",
      });
}

TEST_CASE("announcements that nobody answers are recordings") {
  check_all_triaged_as(
      "ivr_only",
      {
          "A: Happy Thanksgiving from all of us at Nationwide Haul. We are closed Thursday and Friday and "
          "will be back Monday at seven thirty. For roadside emergencies dial 813-555-0106.",
          "A: Gracias por llamar a Road Ready. Si ya conoce la extensión, márquela ahora. Para cotizaciones, "
          "oprima uno.",
          "A: This call is being recorded. To be connected with a sales representative, stay on the "
          "line.\nC: Hello?",
          "A: Please enter the first three letters of the person's last name.\nC: Uh.\nA: I'm sorry, I did "
          "not recognize that entry.",
          "A: Hi, I'm the automated assistant for Nationwide Haul. In a few words, what are you calling "
          "about?\nC: Billing.\nA: Okay, billing. Let me get you to the right place. Our accounting office "
          "is closed. Goodbye.",
          "A: Gracias por llamar. Nuestras oficinas están cerradas. Nuestro horario es de lunes a viernes de "
          "ocho a cinco.",
          "A: Thank you for calling Nationwide Haul, the nation's trailer source. Para español marque el "
          "dos. For sales, press one. For service, press three.",
          "A: Your call may be recorded. Please wait while we connect you to the next available agent.",
          "A: All of our associates are currently helping other customers.\nA: Please continue to hold.\nA: "
          "Thank you for your patience. Did you know you can browse inventory online?",
          "A: Thanks for calling Nationwide Haul, home of the ten minute quote. Trailer sales is option one. "
          "Service is option two. Parts, option three. If you know who you're calling, dial the extension "
          "now.",
          "A: Thank you for holding. Your call is important to us. Please stay on the line and a "
          "representative will be with you shortly.\nA: Thank you for holding. Your call is important to us.",
          "A: We're sorry, the voice mailbox you have reached has not been set up yet. Goodbye.",
          "A: Please hold for the next available specialist.\nA: We know your time is valuable. Someone will "
          "be with you soon.\nA: Please hold for the next available specialist.",
          "A: The mailbox is full and cannot accept any messages at this time. Goodbye.",
          "A: The number you have dialed is not in service. Please check the number and dial again.",
          "A: Press 1 for English. Para español, oprima el 2.\nC: One.\nA: For sales press one.",
          "A: Hi, this is Brian Kowalski with Nationwide Haul. I'm away from my desk. Leave me a message and "
          "I'll call you right back.",
          "A: Hello and thanks for calling Road Ready. We've gone home for the night. We open again at eight "
          "tomorrow morning. You can also get a certificate on our website any time.",
          "A: You are number six in line. Your wait is approximately twelve minutes.\nA: You are number five "
          "in line.\nC: Come on.",
          "A: You have reached Road Ready Insurance. Our office hours are Monday through Friday, 8 AM to 5 "
          "PM Eastern. If you have an emergency claim, please call your carrier directly.",
          "A: Thanks for calling. You've dialed Nationwide Haul after we've locked up for the day. Try us "
          "tomorrow between seven thirty and five thirty Eastern.",
          "A: Welcome to Road Ready Insurance. Press one for a new quote. Press two for an existing "
          "policy.\nC: Two.\nA: To pay your bill, press one. For certificates, press two.\nC: Agent.\nA: "
          "Sorry, I didn't understand.",
      });
}

}  // namespace calltracker::llm::offline
