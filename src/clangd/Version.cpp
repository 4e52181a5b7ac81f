// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What --version prints and the server tells the editor. Editors search it for
// "clangd version 22…", so ours comes behind.

#include "clangd/Wrap.h"

#include <string>

std::string originalVersion() ASYNC_TIDY_ORIGINAL(VERSION_STRING);
std::string versionWithOurs() ASYNC_TIDY_WRAPPER(VERSION_STRING);

std::string versionWithOurs() {
  return originalVersion() + " with async-tidy " ASYNC_TIDY_VERSION;
}
