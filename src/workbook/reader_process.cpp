// SPDX-License-Identifier: MIT

// The trusting side of reader_process.hpp: starts the process, hands rows on, and turns every way it can end
// into an Error.
#include "workbook/reader_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <utility>

#include "workbook/fault.hpp"
#include "workbook/frame_stream.hpp"
#include "workbook/reader.hpp"
#include "workbook/reader_child.hpp"
#include "workbook/row_frames.hpp"
#include "workbook/string_table.hpp"

namespace calltracker::workbook {
namespace {

// Below this number stand the descriptors that the process is given.
constexpr int kFirstFreeDescriptor = 10;
constexpr int kPipeBytes = 1024 * 1024;
constexpr std::size_t kFrameOverheadBytes = 4ULL << 20;

[[noreturn]] void fail_to_start(const std::string& found) {
  throw make_error(Fault::ReaderUnavailable, {}, found);
}

class Descriptor {
 public:
  Descriptor() = default;
  // Moves the descriptor out of the way of the numbers that the process will use.
  explicit Descriptor(int low) : number_(low < 0 ? -1 : ::fcntl(low, F_DUPFD_CLOEXEC, kFirstFreeDescriptor)) {
    if (low >= 0) ::close(low);
  }
  ~Descriptor() { close(); }
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    close();
    number_ = std::exchange(other.number_, -1);
    return *this;
  }
  void close() {
    if (number_ >= 0) ::close(std::exchange(number_, -1));
  }
  int get() const { return number_; }

 private:
  int number_ = -1;
};

class ReaderProcess {
 public:
  ReaderProcess(const ReaderProgram& program, int workbook, const ReaderOrder& order) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) fail_to_start(std::strerror(errno));
    output_ = Descriptor(ends[0]);
    Descriptor input(ends[1]);
    // A larger pipe means fewer switches; a smaller one works too.
    ::fcntl(input.get(), F_SETPIPE_SZ, kPipeBytes);
    const Descriptor file(::fcntl(workbook, F_DUPFD_CLOEXEC, kFirstFreeDescriptor));
    const Descriptor order_file = file_of(encode_order(order));
    const Descriptor spill(order.task == ReaderTask::ReadRows ? open_unnamed_file() : -1);
    start(program, file.get(), input.get(), order_file.get(), spill.get());
  }

  ~ReaderProcess() {
    if (process_ <= 0) return;
    ::kill(process_, SIGKILL);
    wait();
  }
  ReaderProcess(const ReaderProcess&) = delete;
  ReaderProcess& operator=(const ReaderProcess&) = delete;

  int output() const { return output_.get(); }

  // The status of waitpid.
  int wait() {
    int status = 0;
    while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
    }
    process_ = -1;
    return status;
  }

 private:
  static Descriptor file_of(const std::string& bytes) {
    Descriptor file(::memfd_create("workbook-order", MFD_CLOEXEC));
    if (file.get() < 0) fail_to_start(std::strerror(errno));
    if (::write(file.get(), bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) {
      fail_to_start(std::strerror(errno));
    }
    return file;
  }

  void start(const ReaderProgram& program, int file, int output, int order, int spill) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, file, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, order, kOrderDescriptor);
    if (spill >= 0) posix_spawn_file_actions_adddup2(&actions, spill, kSpillDescriptor);
    // A listening socket that lived on in here would keep its port from the next server after a crash.
    posix_spawn_file_actions_addclosefrom_np(&actions, kSpillDescriptor + 1);

    // A signal mask or handler of the starting thread must not reach the process.
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);

    std::string name = "calltracker";
    std::string argument(kReaderArgument);
    std::string parent = std::to_string(::getpid());
    std::array<char*, 4> arguments{name.data(), argument.data(), parent.data(), nullptr};
    std::array<char*, 1> environment{nullptr};
    const int failure = ::posix_spawn(&process_, program.path.c_str(), &actions, &attributes,
                                      arguments.data(), environment.data());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    if (failure != 0) {
      process_ = -1;
      fail_to_start(program.path + ": " + std::strerror(failure));
    }
  }

  pid_t process_ = -1;
  Descriptor output_;
};

[[noreturn]] void fail_by_status(int status) {
  if (WIFSIGNALED(status)) {
    const int signal = WTERMSIG(status);
    // The kernel kills with this signal when memory runs out; nobody else has reason to.
    if (signal == SIGKILL) throw make_error(Fault::OutOfMemory, {}, {});
    if (signal == SIGXCPU) throw make_error(Fault::TooSlow, {}, {});
    if (signal == SIGXFSZ) throw make_error(Fault::TooLarge, {}, "more text than may be stored");
    throw make_error(Fault::ReaderCrashed, {}, std::string("signal ") + ::strsignal(signal));
  }
  if (WEXITSTATUS(status) == 127) fail_to_start("the program cannot be executed");
  throw make_error(Fault::ReaderCrashed, {}, "it ended without a result");
}

class FrameHandler {
 public:
  FrameHandler(const Limits& limits, RowSink& sink) : limits_(limits), sink_(sink) {}

  // Stop when nothing more is wanted or will come.
  Flow handle(FrameType type, FrameCursor cursor) {
    switch (type) {
      case FrameType::Sheet:
        sheet_ = read_sheet(cursor);
        sink_.begin_sheet(sheet_);
        ++seen_.sheets;
        return Flow::Continue;
      case FrameType::Row:
        return handle_row(cursor);
      case FrameType::SheetEnd:
        sink_.end_sheet(sheet_, read_sheet_end(cursor));
        return Flow::Continue;
      case FrameType::ListedSheet:
        listed.push_back(read_sheet(cursor));
        return Flow::Continue;
      case FrameType::Failure:
        throw Error(read_failure(cursor));
      case FrameType::Done:
        summary = read_done(cursor);
        return Flow::Stop;
    }
    throw FrameError("a frame of an unknown type");
  }

  ReadSummary summary;
  std::vector<Sheet> listed;

 private:
  Flow handle_row(FrameCursor cursor) {
    read_row(cursor, limits_, row_);
    ++seen_.rows;
    seen_.cells += row_.cells.size();
    for (const Cell& cell : row_.cells) seen_.text_bytes += cell.text.size();
    if (sink_.row(sheet_, row_) == Flow::Continue) return Flow::Continue;
    seen_.stopped_early = true;
    summary = seen_;
    return Flow::Stop;
  }

  const Limits& limits_;
  RowSink& sink_;
  Sheet sheet_;
  Row row_;
  ReadSummary seen_;
};

void run(const std::string& path, const ReaderOrder& order, FrameHandler& handler,
         const ReaderProgram& program) {
  const Limits& limits = order.request.limits;
  try {
    const WorkbookFile file(path);
    ReaderProcess process(program, file.descriptor(), order);
    FrameReader reader(process.output(), limits.row_text_bytes + kFrameOverheadBytes);
    const std::chrono::milliseconds waiting_max(limits.wall_time_ms);
    while (true) {
      switch (reader.next(waiting_max)) {
        case FrameReader::Outcome::Frame:
          if (handler.handle(reader.type(), reader.cursor()) == Flow::Stop) return;
          break;
        case FrameReader::Outcome::Ended:
          fail_by_status(process.wait());
        case FrameReader::Outcome::TimedOut:
          throw make_error(Fault::TooSlow, {}, "more than " + std::to_string(limits.wall_time_ms) + " ms");
      }
    }
  } catch (const FrameError& error) {
    throw make_error(Fault::ReaderCrashed, file_name_of(path), error.what());
  } catch (const Error& error) {
    throw in_file(error, file_name_of(path));
  }
}

}  // namespace

ReadSummary read_in_child(const std::string& path, const ReadRequest& request, RowSink& sink,
                          const ReaderProgram& program) {
  FrameHandler handler(request.limits, sink);
  run(path, {ReaderTask::ReadRows, request}, handler, program);
  return handler.summary;
}

std::vector<Sheet> list_sheets_in_child(const std::string& path, const Limits& limits,
                                        const ReaderProgram& program) {
  ReadRequest request;
  request.limits = limits;
  NoRows sink;
  FrameHandler handler(request.limits, sink);
  run(path, {ReaderTask::ListSheets, request}, handler, program);
  return std::move(handler.listed);
}

}  // namespace calltracker::workbook
