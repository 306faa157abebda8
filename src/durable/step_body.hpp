// SPDX-License-Identifier: MIT
#pragma once

// What a callable must look like to be a step body, and which type of value its step has.
//
//   blocking      T(), T(std::stop_token), where T may be void, a value, StepResult<value>, Stored<value> or
//                 StepResult<Stored<value>>
//   asynchronous  void(StepDone<T>, std::stop_token): starts something and returns at once

#include <functional>
#include <stop_token>
#include <type_traits>
#include <utility>

#include "durable/failure.hpp"
#include "durable/step_done.hpp"
#include "durable/transaction.hpp"

namespace calltracker::durable {

// A value together with rows to write in the transaction that stores it: both survive a crash, or neither.
template <class T>
struct Stored {
  T value;
  TransactionWrite write;
};

namespace body {

template <class R>
struct Value {
  using Type = R;
};
template <class T>
struct Value<Stored<T>> {
  using Type = T;
};
template <class R>
struct Value<StepResult<R>> {
  using Type = typename Value<R>::Type;
};

template <class Callable>
struct FirstArgument : FirstArgument<decltype(&Callable::operator())> {};
template <class Owner, class R, class First, class... Rest>
struct FirstArgument<R (Owner::*)(First, Rest...)> {
  using Type = std::remove_cvref_t<First>;
};
template <class Owner, class R, class First, class... Rest>
struct FirstArgument<R (Owner::*)(First, Rest...) const> {
  using Type = std::remove_cvref_t<First>;
};

template <class Done>
struct DoneValue;
template <class T>
struct DoneValue<StepDone<T>> {
  using Type = T;
};

template <class Body>
concept TakesNothing = std::is_invocable_v<Body&>;
template <class Body>
concept TakesStopToken = !TakesNothing<Body> && std::is_invocable_v<Body&, std::stop_token>;
template <class Body>
concept Blocking = TakesNothing<Body> || TakesStopToken<Body>;

template <class Body>
struct StepValue {
  using Type = typename DoneValue<typename FirstArgument<Body>::Type>::Type;
};
template <TakesNothing Body>
struct StepValue<Body> {
  using Type = typename Value<std::invoke_result_t<Body&>>::Type;
};
template <TakesStopToken Body>
struct StepValue<Body> {
  using Type = typename Value<std::invoke_result_t<Body&, std::stop_token>>::Type;
};

// Puts what a body returned into `slot` and `outcome`.
template <class T, class R>
void keep(R&& returned, std::optional<HeldValue<T>>& slot, StepOutcome& outcome) {
  using Returned = std::remove_cvref_t<R>;
  if constexpr (std::is_same_v<Returned, Stored<T>>) {
    outcome.value = encode(returned.value);
    outcome.write = std::move(returned.write);
    slot.emplace(std::move(returned.value));
  } else if constexpr (requires { returned.error(); }) {
    if (!returned.has_value()) {
      outcome.failure = std::make_unique<StepFailure>(std::move(returned.error()));
    } else if constexpr (std::is_void_v<T>) {
      slot.emplace();
    } else {
      keep<T>(std::move(*returned), slot, outcome);
    }
  } else {
    outcome.value = encode(returned);
    slot.emplace(std::forward<R>(returned));
  }
}

template <class Body>
decltype(auto) invoke(Body& body, std::stop_token stop) {
  if constexpr (TakesNothing<Body>) {
    return body();
  } else {
    return body(std::move(stop));
  }
}

}  // namespace body

template <class Body>
using StepValueOf = typename body::StepValue<std::decay_t<Body>>::Type;

}  // namespace calltracker::durable
