// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "clangd/DocLinkStream.h"
#include "clangd/Wrap.h"

#include <cstdio>
#include <list>
#include <memory>

namespace clang::clangd {
enum JSONStreamStyle : unsigned;
} // namespace clang::clangd

// Not in an unnamed namespace: that would make the wrapper local to this file.
namespace async_tidy {
/// Stands for clangd's class, which is only handed on here.
struct Transport;
struct NeverDeletedHere {
  void operator()(Transport *) const {}
};
using TransportPtr = std::unique_ptr<Transport, NeverDeletedHere>;
} // namespace async_tidy

using async_tidy::TransportPtr;

TransportPtr originalTransport(std::FILE *In, llvm::raw_ostream &Out,
                               llvm::raw_ostream *InMirror, bool Pretty,
                               clang::clangd::JSONStreamStyle Style)
    ASYNC_TIDY_ORIGINAL(NEW_JSON_TRANSPORT);
TransportPtr transportWithOurDocLinks(std::FILE *In, llvm::raw_ostream &Out,
                                      llvm::raw_ostream *InMirror, bool Pretty,
                                      clang::clangd::JSONStreamStyle Style)
    ASYNC_TIDY_WRAPPER(NEW_JSON_TRANSPORT);

TransportPtr transportWithOurDocLinks(std::FILE *In, llvm::raw_ostream &Out,
                                      llvm::raw_ostream *InMirror, bool Pretty,
                                      clang::clangd::JSONStreamStyle Style) {
  // The transport keeps a reference to its stream and may live until the
  // process ends.
  static std::list<async_tidy::DocLinkStream> Streams;
  return originalTransport(In, Streams.emplace_back(Out), InMirror, Pretty,
                           Style);
}
