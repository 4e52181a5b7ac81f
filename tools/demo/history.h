// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The last lines of the chat, kept in a file.

#ifndef CHAT_HISTORY_H
#define CHAT_HISTORY_H

#include <string>
#include <vector>

class History {
public:
  explicit History(std::string file) : file_(std::move(file)) {}

  void append(const std::string &line);
  std::vector<std::string> last(std::size_t count) const;

private:
  std::string file_;
};

/// How long a client that talks too fast has to wait.
inline constexpr int PenaltySeconds = 2;

#endif // CHAT_HISTORY_H
