// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "session.h"

#include <chrono>
#include <fstream>
#include <iostream>
#include <thread>

using asio::use_awaitable;

asio::awaitable<void> Session::send(std::string line) {
  line += '\n';
  co_await asio::async_write(socket_, asio::buffer(line), use_awaitable);
}

static std::string read_motd() {
  std::ifstream in("motd.txt");
  std::string text;
  std::getline(in, text);
  return text;
}

asio::awaitable<void> Session::welcome() {
  auto greeting = send("welcome");
  co_await send(read_motd());
}

void Session::punish() {
  std::this_thread::sleep_for(std::chrono::seconds(PenaltySeconds));
}

asio::awaitable<void> Session::broadcast(std::string line) {
  for (const std::shared_ptr<Session> &member : room_.members)
    if (member.get() != this)
      member->send(line);
  co_return;
}

asio::awaitable<void> Session::run() {
  auto self = shared_from_this();
  room_.members.insert(self);
  co_await welcome();
  std::string buffer;
  for (;;) {
    try {
      std::size_t length = co_await asio::async_read_until(
          socket_, asio::dynamic_buffer(buffer, 4096), '\n', use_awaitable);
      std::string line = buffer.substr(0, length - 1);
      buffer.erase(0, length);
      if (length > 1000)
        punish();
      if (line == "/quit")
        break;
      co_await broadcast(line);
    } catch (const std::exception &error) {
      std::cerr << "session: " << error.what() << '\n';
    }
  }
  room_.members.erase(self);
}
