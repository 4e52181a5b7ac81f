// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The steps of one function that block or that lead to functions which may.
//
// Whether a call blocks can depend on what the function itself is given:
// `void pause(milliseconds d) { sleep_for(d); }` does not with 0ms,
// `std::string first(std::istream &in)` does with a file and not with a
// stringstream. Such a step is judged anew at every call of the function, with
// the arguments written there.

#ifndef ASYNC_TIDY_ANALYSIS_BLOCKING_BLOCKINGEDGES_H
#define ASYNC_TIDY_ANALYSIS_BLOCKING_BLOCKINGEDGES_H

#include "analysis/blocking/BlockingPaths.h"
#include "analysis/syntax/CallParts.h"

namespace async_tidy {

/// A place that takes a thread mutex and waits if it is held.
struct LockStep {
  const clang::Stmt *At = nullptr;
  const clang::ValueDecl *Mutex = nullptr; ///< variable or member
  const BlockingEntry *Entry = nullptr;
};

class BlockingEdges {
public:
  /// A listed call whose form depends on the function's parameters.
  struct ParametricStep {
    BlockingStep Step; ///< in the function itself
    CallParts Parts;   ///< of the listed call, in terms of the function
  };
  struct Node {
    /// Those without Next block; the others do if Next does.
    std::vector<BlockingStep> Steps;
    std::vector<ParametricStep> Parametric;
    std::vector<LockStep> Locks;
    bool Done = false; ///< false while the node is being built
  };

  BlockingEdges(TranslationUnit &TU, const BlockingOptions &Options)
      : TU(TU), Options(Options) {}

  const Node &of(const clang::FunctionDecl *F);
  /// The parametric steps of \p F that block if nothing is known about the
  /// arguments.
  std::vector<BlockingStep> unknownArguments(const clang::FunctionDecl *F);
  void add(const clang::FunctionDecl *F, BlockingStep Step) {
    Nodes[F]->Steps.push_back(std::move(Step));
  }

  /// The entry by which the call blocks in \p Body, if it counts.
  const BlockingEntry *countedEntry(const CallParts &Parts,
                                    const FunctionBody &Body);

private:
  TranslationUnit &TU;
  const BlockingOptions &Options;
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<Node>> Nodes;
  unsigned Nesting = 0;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_BLOCKING_BLOCKINGEDGES_H
