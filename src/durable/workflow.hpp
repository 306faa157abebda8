// SPDX-License-Identifier: MIT
#pragma once

// The return type of workflow functions: a coroutine that starts when an executor resumes it, stops at every
// step that has no stored result yet, and may be dropped there and started again from the top at any time.
//
// A Workflow awaits other Workflows, so a long story can be told in chapters:
//     const Draft draft = co_await write_draft(run, services, id);

#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

#include "durable/codec.hpp"
#include "durable/step_done.hpp"

namespace calltracker::durable {

class WorkflowPromiseBase {
 public:
  std::suspend_always initial_suspend() noexcept { return {}; }

  struct FinalAwaiter {
    bool await_ready() noexcept { return false; }
    template <class Promise>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> ended) noexcept {
      const std::coroutine_handle<> caller = ended.promise().caller_;
      return caller ? caller : std::noop_coroutine();
    }
    void await_resume() noexcept {}
  };
  FinalAwaiter final_suspend() noexcept { return {}; }

  void unhandled_exception() { thrown_ = std::current_exception(); }
  void set_caller(std::coroutine_handle<> caller) { caller_ = caller; }

 protected:
  void rethrow_if_thrown() const {
    if (thrown_) std::rethrow_exception(thrown_);
  }

 private:
  std::coroutine_handle<> caller_;
  std::exception_ptr thrown_;
};

template <class T>
class [[nodiscard("await the workflow or give it to an executor")]] Workflow;

template <class T>
class WorkflowPromise final : public WorkflowPromiseBase {
 public:
  Workflow<T> get_return_object();
  template <class Value>
  void return_value(Value&& value) {
    value_.emplace(std::forward<Value>(value));
  }
  T take() {
    rethrow_if_thrown();
    return std::move(*value_);
  }

 private:
  std::optional<T> value_;
};

template <>
class WorkflowPromise<void> final : public WorkflowPromiseBase {
 public:
  Workflow<void> get_return_object();
  void return_void() {}
  void take() const { rethrow_if_thrown(); }
};

template <class T>
class Workflow {
 public:
  using promise_type = WorkflowPromise<T>;
  using Value = T;

  explicit Workflow(std::coroutine_handle<promise_type> handle) : handle_(handle) {}
  Workflow(Workflow&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Workflow& operator=(Workflow&&) = delete;
  ~Workflow() {
    if (handle_) handle_.destroy();
  }

  std::coroutine_handle<> handle() const { return handle_; }
  bool is_done() const { return handle_.done(); }
  T take() { return handle_.promise().take(); }

  struct Awaiter {
    std::coroutine_handle<promise_type> handle;
    bool await_ready() const noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) noexcept {
      handle.promise().set_caller(caller);
      return handle;
    }
    T await_resume() { return handle.promise().take(); }
  };
  Awaiter operator co_await() const noexcept { return Awaiter(handle_); }

 private:
  std::coroutine_handle<promise_type> handle_;
};

template <class T>
Workflow<T> WorkflowPromise<T>::get_return_object() {
  return Workflow<T>(std::coroutine_handle<WorkflowPromise>::from_promise(*this));
}

inline Workflow<void> WorkflowPromise<void>::get_return_object() {
  return Workflow<void>(std::coroutine_handle<WorkflowPromise>::from_promise(*this));
}

// A workflow of any type, as executors hold it.
class WorkflowInstance {
 public:
  virtual ~WorkflowInstance() = default;
  virtual std::coroutine_handle<> handle() const = 0;
  virtual bool is_done() const = 0;
  // The encoded result; rethrows what ended the workflow. Only when done.
  virtual std::string take_output() = 0;
};

template <class T>
class WorkflowInstanceOf final : public WorkflowInstance {
 public:
  explicit WorkflowInstanceOf(Workflow<T> workflow) : workflow_(std::move(workflow)) {}
  std::coroutine_handle<> handle() const override { return workflow_.handle(); }
  bool is_done() const override { return workflow_.is_done(); }
  std::string take_output() override {
    if constexpr (std::is_void_v<T>) {
      workflow_.take();
      return "null";
    } else {
      return encode(workflow_.take());
    }
  }

 private:
  Workflow<T> workflow_;
};

}  // namespace calltracker::durable
