// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A chat service: what one client writes, all others read. It compiles, it even
// works while nobody looks closely, and it makes each of the mistakes that
// async-tidy is there to find.

#include "session.h"

#include <cstdlib>
#include <iostream>

using asio::ip::tcp;

static asio::awaitable<void> listen(tcp::acceptor acceptor, Room &room) {
  for (;;) {
    tcp::socket socket = co_await acceptor.async_accept(asio::use_awaitable);
    auto session = std::make_shared<Session>(std::move(socket), room);
    asio::co_spawn(acceptor.get_executor(), session->run(), asio::detached);
  }
}

int main(int argc, char **argv) {
  if (argc != 2) {
    std::cerr << "usage: chat-service PORT\n";
    return 2;
  }
  try {
    asio::io_context context(1);
    Room room;
    auto port = static_cast<unsigned short>(std::atoi(argv[1]));
    asio::co_spawn(context, listen(tcp::acceptor(context, {tcp::v4(), port}), room),
                   [](std::exception_ptr error) {
                     if (error)
                       std::rethrow_exception(error);
                   });
    context.run();
  } catch (const std::exception &error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
