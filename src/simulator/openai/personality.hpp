// SPDX-License-Identifier: MIT
#pragma once

// Who speaks the chat interface: OpenAI itself, or one of the local servers that resemble it and differ where
// it hurts. Each is served below its own path.

#include <array>
#include <string_view>

namespace calltracker::simulator {

enum class Personality { OpenAi, LlamaCpp, Vllm, Ollama };

struct PersonalityPath {
  Personality personality;
  std::string_view path;
};

constexpr std::array<PersonalityPath, 4> kPersonalities = {{{Personality::OpenAi, "/openai"},
                                                            {Personality::LlamaCpp, "/llama"},
                                                            {Personality::Vllm, "/vllm"},
                                                            {Personality::Ollama, "/ollama"}}};

// The model of the local servers; llama.cpp answers under any name.
constexpr std::string_view kLocalModel = "local-model";

}  // namespace calltracker::simulator
