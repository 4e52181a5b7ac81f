// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// clangd's client of a remote index needs gRPC's and protobuf's development
// files; without them the client says so, as in a clangd that was built
// without remote index support.

#include <llvm/ADT/StringRef.h>
#include <llvm/Support/raw_ostream.h>

#include <memory>

namespace clang::clangd {
class SymbolIndex;

namespace remote {
std::unique_ptr<SymbolIndex> getClient(llvm::StringRef Address,
                                       llvm::StringRef ProjectRoot) {
  llvm::errs() << "async-tidy-clangd was built without remote index support; "
                  "the index server at "
               << Address << " is not used.\n";
  return nullptr;
}
} // namespace remote
} // namespace clang::clangd
