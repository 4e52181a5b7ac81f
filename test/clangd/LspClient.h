// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A small client of the Language Server Protocol over stdio: as much of an
// editor as the tests of async-tidy-clangd need. Failures are exceptions, with
// the end of the server's log.

#ifndef ASYNC_TIDY_TEST_LSPCLIENT_H
#define ASYNC_TIDY_TEST_LSPCLIENT_H

#include <nlohmann/json.hpp>

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <sys/types.h>
#include <vector>

namespace async_tidy::test {

using Json = nlohmann::json;

class LspClient {
public:
  using Seconds = std::chrono::seconds;

  struct Setup {
    std::string Program;
    std::vector<std::string> Args;
    std::string Folder; ///< Working folder and root of the workspace.
    std::map<std::string, std::string> Environment; ///< On top of ours.
  };

  /// Starts the server, initializes it.
  explicit LspClient(const Setup &S);
  /// Ends the server; by force if it has not been shut down.
  ~LspClient();
  LspClient(const LspClient &) = delete;
  LspClient &operator=(const LspClient &) = delete;

  /// The server's answer to "initialize".
  const Json &capabilities() const { return Initialized; }

  /// Sends a request and waits for its answer's result.
  Json request(const std::string &Method, Json Params);
  void notify(const std::string &Method, Json Params);

  /// Opens \p Path with \p Text in the editor. Changes and diagnostics are
  /// counted from version 1 on.
  void open(const std::string &Path, const std::string &Text);
  /// Replaces the whole text. \returns the new version. Unless \p Build, the
  /// server may leave this version out.
  int change(const std::string &Path, const std::string &Text,
             bool Build = true);
  void close(const std::string &Path);
  std::string text(const std::string &Path) const;

  /// The diagnostics of the newest version of \p Path, when they have arrived.
  Json diagnostics(const std::string &Path);
  /// Waits until the newest version of \p Path has been diagnosed, opens it if
  /// it is not open, with the text on disk.
  Json diagnose(const std::string &Path);

  /// The code actions that the server offers for a diagnostic.
  Json codeActions(const std::string &Path, const Json &Diagnostic);
  /// Does what an editor does with the edits of a code action: \p Path's text
  /// with them.
  std::string applied(const std::string &Path, const Json &Action) const;

  /// Asks the server to leave and waits for it. \returns its exit status.
  int shutdown();
  bool isAlive();
  /// Time without any message until an answer is given up.
  void setTimeout(Seconds Limit) { Timeout = Limit; }
  /// What the server has written to stderr so far.
  std::string log() const;

private:
  struct Document {
    std::string Text;
    int Version = 1;
  };

  void spawn(const Setup &S);
  void send(const Json &Message);
  /// Reads until \p Done returns true.
  void waitFor(const std::string &What, const std::function<bool()> &Done);
  /// Takes complete messages out of Buffer.
  void dispatch();
  void handle(const Json &Message);
  [[noreturn]] void fail(const std::string &What);

  pid_t Process = -1;
  int ToServer = -1, FromServer = -1;
  std::string LogFile;
  std::string Buffer;
  int NextId = 1;
  std::map<int, Json> Answers;
  std::map<std::string, Document> Documents;
  /// By path: the newest diagnostics and the version they belong to.
  std::map<std::string, std::pair<int, Json>> Published;
  Json Initialized;
  Seconds Timeout{120};
};

std::string uriOf(const std::string &Path);
std::string readFile(const std::string &Path);

} // namespace async_tidy::test

#endif // ASYNC_TIDY_TEST_LSPCLIENT_H
