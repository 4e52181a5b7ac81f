// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef CHAT_SESSION_H
#define CHAT_SESSION_H

#include "history.h"

#include <asio.hpp>

#include <memory>
#include <set>
#include <string>

class Session;

struct Room {
  History history{"chat.log"};
  std::set<std::shared_ptr<Session>> members;
};

/// One connected client.
class Session : public std::enable_shared_from_this<Session> {
public:
  Session(asio::ip::tcp::socket socket, Room &room)
      : socket_(std::move(socket)), room_(room) {}

  /// Reads lines from the client until it leaves.
  asio::awaitable<void> run();
  asio::awaitable<void> send(std::string line);

private:
  asio::awaitable<void> welcome();
  asio::awaitable<void> broadcast(std::string line);
  void punish();

  asio::ip::tcp::socket socket_;
  Room &room_;
};

#endif // CHAT_SESSION_H
