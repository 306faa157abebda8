// SPDX-License-Identifier: MIT
#include "http/server/form.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/error.hpp"
#include "http/server/raw_client.hpp"
#include "http/server/test_server.hpp"

using namespace calltracker;
using namespace calltracker::http::server;

namespace {

namespace fs = std::filesystem;

class Folder {
 public:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "form-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~Folder() { fs::remove_all(path_); }
  const fs::path& path() const { return path_; }
  bool is_empty() const { return fs::is_empty(path_); }

 private:
  fs::path path_;
};

std::string content_of(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

const std::string kBody =
    "--b0\r\nContent-Disposition: form-data; name=\"preset\"\r\n\r\nbest\r\n"
    "--b0\r\nContent-Disposition: form-data; name=\"file\"; filename=\"we\\\"ek.csv\"\r\n"
    "Content-Type: text/csv\r\n\r\na,b\r\n--b\r\n--b0x is data\n\r\n"
    "--b0\r\nContent-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n--b0--\r\n";

// "--b0x" after a line end would be taken for a boundary with text behind it.
std::string good_body() {
  std::string body = kBody;
  body.replace(body.find("--b0x"), 5, "--c0x");
  return body;
}

Form read_in_pieces(const fs::path& folder, const std::string& body, std::size_t piece) {
  FormReader reader("b0", folder);
  for (std::size_t start = 0; start < body.size(); start += piece) {
    reader.feed(std::string_view(body).substr(start, piece));
  }
  return reader.finish();
}

std::string code_of_failure(const fs::path& folder, const std::string& body) {
  try {
    read_in_pieces(folder, body, body.size());
  } catch (const Error& error) {
    return error.code();
  }
  return "";
}

}  // namespace

TEST_CASE("a form reads the same however it is cut into pieces") {
  const Folder folder;
  for (std::size_t piece = 1; piece < 80; ++piece) {
    const Form form = read_in_pieces(folder.path(), good_body(), piece);
    REQUIRE(form.file);
    CHECK(form.field("preset") == "best");
    CHECK(form.field("empty") == "");
    CHECK_FALSE(form.field("file"));
    CHECK(form.file->file_name == "we\"ek.csv");
    CHECK(content_of(form.file->content.path()) == "a,b\r\n--b\r\n--c0x is data\n");
  }
  CHECK(folder.is_empty());
}

TEST_CASE("a broken form is refused and leaves no file behind") {
  const Folder folder;
  const std::string body = good_body();
  CHECK(code_of_failure(folder.path(), body.substr(0, body.size() - 6)) == "multipart-invalid");
  CHECK(code_of_failure(folder.path(), kBody) == "multipart-invalid");
  CHECK(code_of_failure(folder.path(), "--b0\r\nX: y\r\n\r\ntext\r\n--b0--") == "multipart-invalid");
  CHECK(code_of_failure(folder.path(), "--b0\r\nX: " + std::string(5000, 'y')) == "multipart-invalid");
  CHECK(code_of_failure(folder.path(), std::string(5000, 'y')) == "multipart-invalid");
  const std::string field = "--b0\r\nContent-Disposition: form-data; name=a\r\n\r\n";
  CHECK(code_of_failure(folder.path(), field + std::string(70'000, 'x')) == "form-invalid");
  const std::string file = "--b0\r\nContent-Disposition: form-data; name=f; filename=f\r\n\r\nx\r\n";
  CHECK(code_of_failure(folder.path(), file + file + "--b0--") == "form-invalid");
  std::string many;
  for (int count = 0; count < 65; ++count) many += field + "x\r\n";
  CHECK(code_of_failure(folder.path(), many + "--b0--") == "multipart-invalid");
  CHECK(folder.is_empty());
}

TEST_CASE("only multipart/form-data with a usable boundary names one") {
  CHECK(multipart_boundary("multipart/form-data; boundary=b0") == "b0");
  CHECK(multipart_boundary("Multipart/Form-Data; charset=x; boundary=\"b 0\"") == "b 0");
  CHECK_FALSE(multipart_boundary("application/json"));
  CHECK_THROWS_AS(multipart_boundary("multipart/form-data"), const Error&);
  CHECK_THROWS_AS(multipart_boundary("multipart/form-data; boundary=" + std::string(71, 'b')), const Error&);
}

TEST_CASE("an upload goes to disk, stays when it is kept and goes when the line is cut") {
  const Folder folder;
  Router router;
  router.add("POST", "/upload",
             [&folder](Request& request, Responder responder) {
               request.form.file->content.keep_as(folder.path() / "kept");
               responder.answer(no_content());
             },
             {.body = BodyKind::Form, .body_bytes_max = 10'000'000});
  ServerOptions options;
  options.upload_folder = folder.path();
  TestServer server(std::move(router), std::move(options));
  const std::string content(2'000'000, 'z');
  const std::string body =
      "--b0\r\nContent-Disposition: form-data; name=f; filename=f\r\n\r\n" + content + "\r\n--b0--\r\n";
  const std::string head =
      "POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=b0\r\n"
      "Content-Length: " +
      std::to_string(body.size()) + "\r\n\r\n";
  {
    RawClient client(server.port());
    client.send(head + body.substr(0, 1'000'000));
  }
  CHECK(RawClient(server.port()).ask(head + body).status == 204);
  CHECK(content_of(folder.path() / "kept") == content);
  server.stop(std::chrono::seconds(5));
  fs::remove(folder.path() / "kept");
  CHECK(folder.is_empty());
}

TEST_CASE("another content type is refused before the body is read") {
  Router router;
  router.add("POST", "/upload", [](Request&, Responder responder) { responder.answer(no_content()); },
             {.body = BodyKind::Form});
  TestServer server(std::move(router));
  CHECK(RawClient(server.port())
            .ask("POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc")
            .status == 415);
}
