// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "bronze/transcript/turns.hpp"

using namespace calltracker;
using namespace calltracker::bronze;

namespace {

// "agent|Hello." per turn; times and labels as "agent@15(Brian)|Hello.".
std::vector<std::string> turns_of(std::string_view transcript, const RoleHints& hints = {}) {
  std::vector<std::string> lines;
  for (const Turn& turn : read_conversation(transcript, hints).turns) {
    std::string line(name_of(turn.speaker));
    if (turn.at_seconds) line += "@" + std::to_string(static_cast<int>(*turn.at_seconds));
    if (turn.label) line += "(" + *turn.label + ")";
    lines.push_back(line + "|" + turn.text);
  }
  return lines;
}

using Lines = std::vector<std::string>;

struct Case {
  const char* transcript;
  Lines turns;
};

void check(const std::vector<Case>& cases) {
  for (const Case& item : cases) {
    CAPTURE(std::string(item.transcript));
    CHECK(turns_of(item.transcript) == item.turns);
  }
}

}  // namespace

TEST_CASE("labels inside one line count after the end of a sentence") {
  check({
      {"Agent: Thank you for calling. Caller: Hi. Do you have reefers? Agent: We do.",
       {"agent|Thank you for calling.", "caller|Hi. Do you have reefers?", "agent|We do."}},
      {"Agent: He said \"wait.\" Caller: Okay.", {"agent|He said \"wait.\"", "caller|Okay."}},
      {"Agent: I told the Agent: no. Caller: Fine.", {"agent|I told the Agent: no.", "caller|Fine."}},
      {"Agent: Your card [CREDIT_CARD_NUMBER] Caller: Yes.",
       {"agent|Your card [CREDIT_CARD_NUMBER]", "caller|Yes."}},
      {"Agent: My caller: he left. Caller: Okay.", {"agent|My caller: he left.", "caller|Okay."}},
      {"Caller: It's 10:30. Call me. Address: 5 Main Street.",
       {"caller|It's 10:30. Call me. Address: 5 Main Street."}},
      {"Agent: See https://example.com. Caller: Ok", {"agent|See https://example.com.", "caller|Ok"}},
      {"Agent: hello Caller: hi there Agent: how are you",
       {"agent|hello", "caller|hi there", "agent|how are you"}},
      {"Agent: Got it? Hm. Caller: Right. Agent: Okay.",
       {"agent|Got it? Hm.", "caller|Right.", "agent|Okay."}},
      {"Hold music. Agent: Hello.", {"other|Hold music.", "agent|Hello."}},
  });
}

TEST_CASE("a turn that ends without a full stop still ends at the text's own next label") {
  check({
      {"Agent: parts Caller: you got hinges Agent: swing door? Caller: the bottom two Agent: hang on",
       {"agent|parts", "caller|you got hinges", "agent|swing door?", "caller|the bottom two",
        "agent|hang on"}},
      {"Agent: Nationwide Haul. Caller: I was, can you hear Agent: You're breaking up. Caller: Hello?",
       {"agent|Nationwide Haul.", "caller|I was, can you hear", "agent|You're breaking up.",
        "caller|Hello?"}},
      {"Agent: good morning Agent: anybody there Agent: I'm hanging up. Agent: Bye.",
       {"agent|good morning anybody there I'm hanging up. Bye."}},
      {"Agent: hello Caller: yes good morning Agent: okay. Agent: who is it Caller: jean Agent: jean",
       {"agent|hello", "caller|yes good morning", "agent|okay. who is it", "caller|jean", "agent|jean"}},
      {"Agent: Hello. Caller: Is this an Agent: or who. Agent: Me.",
       {"agent|Hello.", "caller|Is this an Agent: or who.", "agent|Me."}},
      {"Agent: Hello there\nCaller: I told Agent: no\nAgent: Okay.",
       {"agent|Hello there", "caller|I told Agent: no", "agent|Okay."}},
  });
}

TEST_CASE("labels are read at line starts in every decoration") {
  check({
      {"Agent: Hello.\nCaller: Hi.\nand more", {"agent|Hello.", "caller|Hi. and more"}},
      {"agent: Hello.\r\ncaller: Hi.", {"agent|Hello.", "caller|Hi."}},
      {"**Agent:** Hello.\n**Caller:** Hi.", {"agent|Hello.", "caller|Hi."}},
      {"**Agent**: Hello.\n\n**Customer**: Hi.", {"agent|Hello.", "caller|Hi."}},
      {"- Rep: Hello.\n- Customer: Hi.", {"agent|Hello.", "caller|Hi."}},
      {"Agent (Brian): Hello.\nCaller (Dale): Hi.", {"agent(Brian)|Hello.", "caller(Dale)|Hi."}},
      {"Brian (Agent): Hello.\nDale [Customer]: Hi.", {"agent(Brian)|Hello.", "caller(Dale)|Hi."}},
      {"[Agent] Hello.\n[Caller] Hi.", {"agent|Hello.", "caller|Hi."}},
      {"Agent - Hello.\nCaller - Hi.", {"agent|Hello.", "caller|Hi."}},
      {"Agent\nHello.\nCaller\nHi.", {"agent|Hello.", "caller|Hi."}},
      {"AGENT: HELLO.\nCALLER: HI.", {"agent|HELLO.", "caller|HI."}},
      {"Agent: Hello.<br>Caller: Hi &amp; bye.<br/>", {"agent|Hello.", "caller|Hi & bye."}},
      {"<p><b>Agent:</b> Hello.</p><p><b>Caller:</b> Hi.</p>", {"agent|Hello.", "caller|Hi."}},
      {"Agent: Hello.\\nCaller: Hi.", {"agent|Hello.", "caller|Hi."}},
      {"IVR: Press one.\nAgent: Hello.", {"other(IVR)|Press one.", "agent|Hello."}},
      {"System: Recording started.\nCustomer: Hi.", {"other(System)|Recording started.", "caller|Hi."}},
  });
}

TEST_CASE("times become seconds from the start") {
  check({
      {"[00:01] Agent: Hello.\n[00:04] Caller: Hi.", {"agent@1|Hello.", "caller@4|Hi."}},
      {"(0:15) Agent: Hello. (0:20) Caller: Hi.", {"agent@15|Hello.", "caller@20|Hi."}},
      {"00:00:05 Agent: Hello.\n00:01:05 Caller: Hi.", {"agent@5|Hello.", "caller@65|Hi."}},
      {"Agent [00:05]: Hello.\nCaller (0:07): Hi.", {"agent@5|Hello.", "caller@7|Hi."}},
      {"Agent 00:05\nHello.\nCaller 00:07\nHi.", {"agent@5|Hello.", "caller@7|Hi."}},
      {"[00:01 - 00:03] **Agent:** Hello.\n[00:04 - 00:06] **Caller:** Hi.",
       {"agent@1|Hello.", "caller@4|Hi."}},
      {"[9:05:10 AM] Agent: Hello.\n[9:05:14 AM] Caller: Hi.", {"agent@0|Hello.", "caller@4|Hi."}},
      {"Agent: Hello.\n10:30 works for me.", {"agent|Hello. 10:30 works for me."}},
      {"1\n00:00:01,000 --> 00:00:03,000\nAgent: Hello.\n\n2\n00:00:04,000 --> 00:00:06,000\nCaller: Hi.",
       {"agent@1|Hello.", "caller@4|Hi."}},
      {"WEBVTT\n\n00:01.000 --> 00:03.000\n<v Agent>Hello.</v>\n\n00:04.000 --> 00:06.000\n<v Caller>Hi.</v>",
       {"agent@1|Hello.", "caller@4|Hi."}},
  });
}

TEST_CASE("names are labels when the text uses them so") {
  const RoleHints hints{.agent_name = "Brian Keller", .caller_name = "Dale Smith"};
  CHECK(turns_of("Brian: Hello, sales.\nDale: Hi there.\nBrian: Yes?\nDale: Reefers.", hints) ==
        Lines{"agent(Brian)|Hello, sales.", "caller(Dale)|Hi there.", "agent(Brian)|Yes?",
              "caller(Dale)|Reefers."});
  CHECK(turns_of("Brian: Hello. Dale: Hi.", hints) == Lines{"agent(Brian)|Hello.", "caller(Dale)|Hi."});
  // Nobody known: what they say decides, with the help of who is left.
  CHECK(turns_of("Brian: Thank you for calling, how can I help?\nDale: I'm looking for a reefer.\nBrian: "
                 "Sure.\nDale: Good.") == Lines{"agent(Brian)|Thank you for calling, how can I help?",
                                                "caller(Dale)|I'm looking for a reefer.",
                                                "agent(Brian)|Sure.", "caller(Dale)|Good."});
  CHECK(turns_of("Agent: Here is the address. Phone: 555. Caller: Thanks.") ==
        Lines{"agent|Here is the address. Phone: 555.", "caller|Thanks."});
}

TEST_CASE("neutral speakers get parts from what they say, or none") {
  CHECK(turns_of("Speaker 1: Thank you for calling Nationwide Haul.\nSpeaker 2: Do you guys have reefers?",
                 {.company_names = {"Nationwide Haul"}}) ==
        Lines{"agent|Thank you for calling Nationwide Haul.", "caller|Do you guys have reefers?"});
  CHECK(turns_of("Speaker 0: I'm calling about the reefer.\nSpeaker 1: How can I help?") ==
        Lines{"caller|I'm calling about the reefer.", "agent|How can I help?"});
  CHECK(turns_of("Speaker 1: Hm.\nSpeaker 2: Yes.") ==
        Lines{"other(Speaker 1)|Hm.", "other(Speaker 2)|Yes."});
  CHECK(turns_of("spk_0: Hello.\nAgent: Hi.") == Lines{"caller|Hello.", "agent|Hi."});
}

TEST_CASE("JSON in its many shapes becomes turns") {
  const Lines expected = {"agent|Hello.", "caller|Hi."};
  const char* shapes[] = {
      R"([{"speaker":"Agent","phrase":"Hello."},{"speaker":"Caller","phrase":"Hi."}])",
      R"([{"role":"agent","text":"Hello."},{"role":"customer","text":"Hi."}])",
      R"([{"agent":"Hello."},{"caller":"Hi."}])",
      R"({"transcript":[{"speaker":"agent","content":"Hello."},{"speaker":"customer","content":"Hi."}]})",
      R"({"turns":[{"speaker":"agent","words":[{"word":"Hello."}]},{"speaker":"caller","words":[{"word":"Hi."}]}]})",
      R"(["Agent: Hello.","Caller: Hi."])",
      R"([["Agent","Hello."],["Caller","Hi."]])",
      R"("[{\"speaker\":\"Agent\",\"phrase\":\"Hello.\"},{\"speaker\":\"Caller\",\"phrase\":\"Hi.\"}]")",
      R"({"transcript":"Agent: Hello. Caller: Hi."})",
      R"([{"speaker":{"role":"agent"},"text":"Hello."},{"speaker":{"role":"customer"},"text":"Hi."}])",
      R"([{"speaker":"Agent","phrase":"Hello."},{"speaker":"Caller","phrase":"Hi."},{"speaker":"Ag)",
  };
  for (const char* shape : shapes) {
    CAPTURE(std::string(shape));
    CHECK(turns_of(shape) == expected);
  }
  CHECK(turns_of(R"([{"ParticipantRole":"AGENT","Content":"Hello.","BeginOffsetMillis":1500},
                     {"ParticipantRole":"CUSTOMER","Content":"Hi.","BeginOffsetMillis":4000}])") ==
        Lines{"agent@1|Hello.", "caller@4|Hi."});
  CHECK(
      turns_of(
          R"([{"speaker":"Agent","text":"Hello.","start":"00:05"},{"speaker":"Caller","text":"Hi.","start":65.5}])") ==
      Lines{"agent@5|Hello.", "caller@65|Hi."});
  CHECK(turns_of("[laughs] and nothing else") == Lines{"other|[laughs] and nothing else"});
}

TEST_CASE("text without labels stays with an unknown speaker, in pieces that can be cited") {
  CHECK(turns_of("") == Lines{});
  CHECK(turns_of(" \n ") == Lines{});
  CHECK(turns_of("Please leave a message.") == Lines{"other|Please leave a message."});
  std::string block;
  for (int index = 0; index < 100; ++index)
    block += "This is sentence number " + std::to_string(index) + ". ";
  const Lines pieces = turns_of(block);
  CHECK(pieces.size() > 5);
  for (const std::string& piece : pieces) CHECK(piece.back() == '.');
}

TEST_CASE("unlabelled lines that alternate get parts when the words tell them") {
  CHECK(turns_of("Thank you for calling, how can I help?\nI'm looking for a reefer.\nSure.\nDo you guys have "
                 "any?") == Lines{"agent|Thank you for calling, how can I help?",
                                  "caller|I'm looking for a reefer.", "agent|Sure.",
                                  "caller|Do you guys have any?"});
  CHECK(turns_of("Hm.\nYes.\nNo.\nMaybe.").front() == "other|Hm.");
}

TEST_CASE("pieces of one utterance are joined, complete statements stay apart") {
  CHECK(turns_of("Agent: I was\nAgent: going to ask.\nCaller: Yes.") ==
        Lines{"agent|I was going to ask.", "caller|Yes."});
  const std::string statement(200, 'a');
  CHECK(turns_of("Agent: " + statement + ".\nAgent: " + statement + ".").size() == 2);
}

TEST_CASE("the content hash knows the words and speakers, not the notation") {
  const auto hash = [](std::string_view text) { return content_hash_of(read_conversation(text, {}).turns); };
  CHECK(hash("Agent: Hello.  Caller: Hi.") == hash("[00:01] Agent: Hello.\n[00:02] Caller: Hi."));
  CHECK(hash("Agent: Hello. Caller: Hi.") != hash("Caller: Hello. Agent: Hi."));
  CHECK(hash("Agent: Hello. Caller: Hi.") != hash("Agent: Hello. Caller: Hi!"));
}

TEST_CASE("no word is lost and none is moved, whatever stands where") {
  // Fragments chosen to look like labels, times and markup; together they make every confusion likely.
  const char* fragments[] = {
      "hello", "Okay.",    "10:30", "really?",   "Note:",     "at 5:15.", "x:y",        "(maybe)", "[laughs]",
      "we're", "**bold**", "C:",    "said: no.", "Dr. Smith", "12,500",   "Phone: 555", "- so",    "e.g."};
  const char* separators[] = {" ", " ", " ", " ", ". ", "\n", "? ", "\n\n"};
  std::uint32_t state = 12345;
  const auto pick = [&state](std::size_t count) {
    state = state * 1664525 + 1013904223;
    return (state >> 8) % count;
  };
  for (int round = 0; round < 500; ++round) {
    std::string transcript;
    std::string words;
    for (int turn = 0; turn < 6; ++turn) {
      transcript += turn % 2 == 0 ? "Agent: " : "Caller: ";
      for (int index = 0; index < 8; ++index) {
        const std::string fragment = fragments[pick(std::size(fragments))];
        transcript += fragment + separators[pick(std::size(separators))];
        words += fragment + " ";
      }
      transcript += "end.\n";
      words += "end. ";
    }
    std::string read;
    for (const Turn& turn : read_conversation(transcript, {}).turns) {
      const bool name_label = turn.speaker == Speaker::Other && turn.label;
      if (name_label) read += *turn.label + ": ";
      read += turn.text + " ";
    }
    const auto plain = [](const std::string& text) {
      std::string joined;
      for (const std::string_view word : split_words(text)) joined.append(word).push_back(' ');
      return joined;
    };
    CAPTURE(transcript);
    REQUIRE(plain(read) == plain(words));
  }
}

TEST_CASE("a cell at the limit is read in linear time") {
  const char* hostile[] = {"Agent: a. ", "a: ", "[00:01] ", "**",   "(((", "Agent [",
                           ". Brian: ",  "<p",  "{\"a\":",  "\n- ", "0:0"};
  for (const char* part : hostile) {
    std::string transcript;
    while (transcript.size() < 32'767) transcript += part;
    const auto start = std::chrono::steady_clock::now();
    read_conversation(transcript, {});
    const auto took = std::chrono::steady_clock::now() - start;
    CAPTURE(std::string(part));
    // Far above what it takes even with sanitizers, far below what quadratic work would take.
    CHECK(took < std::chrono::milliseconds(500));
  }
}
