// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "test/clangd/LspClient.h"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <poll.h>
#include <sstream>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

using namespace async_tidy::test;
namespace fs = std::filesystem;

std::string async_tidy::test::uriOf(const std::string &Path) {
  return "file://" + Path;
}

std::string async_tidy::test::readFile(const std::string &Path) {
  std::ifstream In(Path, std::ios::binary);
  std::stringstream Text;
  Text << In.rdbuf();
  return Text.str();
}

LspClient::LspClient(const Setup &S) {
  // A server that dies is noticed by reading.
  std::signal(SIGPIPE, SIG_IGN);
  spawn(S);
  Json Client = {{"offsetEncoding", {"utf-8"}},
                 {"textDocument",
                  {{"publishDiagnostics",
                    {{"relatedInformation", true},
                     {"codeDescriptionSupport", true},
                     {"categorySupport", true}}},
                   {"codeAction",
                    {{"codeActionLiteralSupport",
                      {{"codeActionKind", {{"valueSet", {"quickfix"}}}}}}}}}}};
  Initialized = request("initialize", {{"processId", getpid()},
                                       {"rootUri", uriOf(S.Folder)},
                                       {"capabilities", Client}});
  notify("initialized", Json::object());
}

LspClient::~LspClient() {
  if (Process > 0) {
    kill(Process, SIGKILL);
    waitpid(Process, nullptr, 0);
  }
  ::close(ToServer);
  ::close(FromServer);
  unlink(LogFile.c_str());
}

void LspClient::spawn(const Setup &S) {
  std::string Template =
      (fs::temp_directory_path() / "async-tidy-lsp-XXXXXX").string();
  int Log = mkstemp(Template.data());
  LogFile = Template;
  int In[2], Out[2];
  if (Log < 0 || pipe2(In, O_CLOEXEC) != 0 || pipe2(Out, O_CLOEXEC) != 0)
    throw std::runtime_error("no pipes for the server");
  std::vector<std::string> Words = {S.Program};
  Words.insert(Words.end(), S.Args.begin(), S.Args.end());
  std::vector<char *> Argv;
  for (std::string &Word : Words)
    Argv.push_back(Word.data());
  Argv.push_back(nullptr);
  Process = fork();
  if (Process == 0) {
    dup2(In[0], STDIN_FILENO);
    dup2(Out[1], STDOUT_FILENO);
    dup2(Log, STDERR_FILENO);
    for (const auto &[Name, Value] : S.Environment)
      setenv(Name.c_str(), Value.c_str(), 1);
    if (chdir(S.Folder.c_str()) == 0)
      execv(Argv[0], Argv.data());
    _exit(127);
  }
  ::close(Log);
  ::close(In[0]);
  ::close(Out[1]);
  ToServer = In[1];
  FromServer = Out[0];
}

void LspClient::fail(const std::string &What) {
  std::string Log = log();
  throw std::runtime_error(
      What + "\n--- the server's log ends with:\n" +
      Log.substr(Log.size() - std::min<size_t>(Log.size(), 4000)));
}

std::string LspClient::log() const { return readFile(LogFile); }

void LspClient::send(const Json &Message) {
  std::string Body = Message.dump();
  std::string Text =
      "Content-Length: " + std::to_string(Body.size()) + "\r\n\r\n" + Body;
  for (size_t Done = 0; Done < Text.size();) {
    ssize_t Size = write(ToServer, Text.data() + Done, Text.size() - Done);
    if (Size < 0 && errno != EINTR)
      fail(std::string("cannot write to the server: ") + std::strerror(errno));
    Done += std::max<ssize_t>(Size, 0);
  }
}

void LspClient::notify(const std::string &Method, Json Params) {
  send({{"jsonrpc", "2.0"}, {"method", Method}, {"params", std::move(Params)}});
}

Json LspClient::request(const std::string &Method, Json Params) {
  int Id = NextId++;
  send({{"jsonrpc", "2.0"},
        {"id", Id},
        {"method", Method},
        {"params", std::move(Params)}});
  waitFor("an answer to " + Method, [&] { return Answers.count(Id) != 0; });
  Json Answer = std::move(Answers[Id]);
  Answers.erase(Id);
  if (Answer.contains("error"))
    fail(Method + ": " + Answer["error"].dump());
  return Answer["result"];
}

void LspClient::waitFor(const std::string &What,
                        const std::function<bool()> &Done) {
  auto End = std::chrono::steady_clock::now() + Timeout;
  while (!Done()) {
    auto Left = std::chrono::duration_cast<std::chrono::milliseconds>(
        End - std::chrono::steady_clock::now());
    pollfd Poll = {FromServer, POLLIN, 0};
    int Ready = Left.count() > 0 ? poll(&Poll, 1, int(Left.count())) : 0;
    if (Ready == 0)
      fail("the server has not sent " + What);
    char Chunk[65536];
    ssize_t Size = Ready > 0 ? read(FromServer, Chunk, sizeof(Chunk)) : -1;
    if (Size == 0)
      fail("the server ended while it owed " + What);
    if (Size > 0) {
      Buffer.append(Chunk, Size);
      // A server that is busy with other files is not dead.
      End = std::chrono::steady_clock::now() + Timeout;
    }
    dispatch();
  }
}

void LspClient::dispatch() {
  while (true) {
    size_t BodyAt = Buffer.find("\r\n\r\n");
    if (BodyAt == std::string::npos)
      return;
    BodyAt += 4;
    size_t Length = 0;
    if (sscanf(Buffer.c_str(), "Content-Length: %zu", &Length) != 1)
      fail("not a message: " + Buffer.substr(0, 200));
    if (Buffer.size() < BodyAt + Length)
      return;
    handle(Json::parse(Buffer.substr(BodyAt, Length)));
    Buffer.erase(0, BodyAt + Length);
  }
}

void LspClient::handle(const Json &Message) {
  bool IsRequest = Message.contains("method") && Message.contains("id");
  if (IsRequest)
    return send(
        {{"jsonrpc", "2.0"}, {"id", Message["id"]}, {"result", nullptr}});
  if (Message.contains("id")) {
    Answers[Message["id"]] = Message;
    return;
  }
  if (Message["method"] == "textDocument/publishDiagnostics") {
    const Json &Params = Message["params"];
    std::string Path =
        Params["uri"].get<std::string>().substr(strlen("file://"));
    Published[Path] = {Params.value("version", -1), Params["diagnostics"]};
  }
}

void LspClient::open(const std::string &Path, const std::string &Text) {
  Documents[Path] = {Text, 1};
  Published.erase(Path);
  notify("textDocument/didOpen", {{"textDocument",
                                   {{"uri", uriOf(Path)},
                                    {"languageId", "cpp"},
                                    {"version", 1},
                                    {"text", Text}}}});
}

int LspClient::change(const std::string &Path, const std::string &Text,
                      bool Build) {
  Document &D = Documents.at(Path);
  D.Text = Text;
  ++D.Version;
  // clangd's extension: what must be diagnosed is not delayed.
  notify("textDocument/didChange",
         {{"textDocument", {{"uri", uriOf(Path)}, {"version", D.Version}}},
          {"contentChanges", Json::array({{{"text", Text}}})},
          {"wantDiagnostics", Build}});
  return D.Version;
}

void LspClient::close(const std::string &Path) {
  Documents.erase(Path);
  notify("textDocument/didClose", {{"textDocument", {{"uri", uriOf(Path)}}}});
}

std::string LspClient::text(const std::string &Path) const {
  return Documents.at(Path).Text;
}

Json LspClient::diagnostics(const std::string &Path) {
  int Version = Documents.at(Path).Version;
  waitFor("diagnostics of " + Path, [&] {
    auto It = Published.find(Path);
    return It != Published.end() && It->second.first >= Version;
  });
  return Published[Path].second;
}

Json LspClient::diagnose(const std::string &Path) {
  if (!Documents.count(Path))
    open(Path, readFile(Path));
  return diagnostics(Path);
}

Json LspClient::codeActions(const std::string &Path, const Json &Diagnostic) {
  return request("textDocument/codeAction",
                 {{"textDocument", {{"uri", uriOf(Path)}}},
                  {"range", Diagnostic["range"]},
                  {"context", {{"diagnostics", Json::array({Diagnostic})}}}});
}

/// The offset of an LSP position; columns count bytes, as agreed on.
static size_t offsetOf(const std::string &Text, const Json &Position) {
  size_t At = 0;
  for (int Line = Position["line"]; Line > 0; --Line)
    At = Text.find('\n', At) + 1;
  return At + Position["character"].get<size_t>();
}

std::string LspClient::applied(const std::string &Path,
                               const Json &Action) const {
  std::string Text = Documents.at(Path).Text;
  std::vector<Json> Edits = Action["edit"]["changes"].at(uriOf(Path));
  // From the end on, so that the others' positions stay right.
  std::sort(Edits.begin(), Edits.end(), [&](const Json &A, const Json &B) {
    return offsetOf(Text, A["range"]["start"]) >
           offsetOf(Text, B["range"]["start"]);
  });
  for (const Json &Edit : Edits) {
    size_t Begin = offsetOf(Text, Edit["range"]["start"]);
    size_t End = offsetOf(Text, Edit["range"]["end"]);
    Text.replace(Begin, End - Begin, Edit["newText"].get<std::string>());
  }
  return Text;
}

int LspClient::shutdown() {
  request("shutdown", nullptr);
  notify("exit", nullptr);
  int Status = 0;
  waitpid(Process, &Status, 0);
  Process = -1;
  return WIFEXITED(Status) ? WEXITSTATUS(Status) : -WTERMSIG(Status);
}

bool LspClient::isAlive() {
  if (Process > 0 && waitpid(Process, nullptr, WNOHANG) == Process)
    Process = -1;
  return Process > 0;
}
