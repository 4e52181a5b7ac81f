// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The steps of one function that block or that lead to functions which may.
//
// Whether a call blocks can depend on what the function itself is given:
// `void pause(milliseconds d) { sleep_for(d); }` does not with 0ms,
// `std::string first(std::istream &in)` does with a file and not with a
// stringstream. Such a step is judged again at every call of the function, with
// the arguments written there.
//
// Everything that a library file lists is among the steps: which of them count
// is a matter of options, and of BlockingPaths.

#ifndef ASYNC_TIDY_ANALYSIS_BLOCKING_BLOCKINGEDGES_H
#define ASYNC_TIDY_ANALYSIS_BLOCKING_BLOCKINGEDGES_H

#include "analysis/blocking/BlockingStep.h"
#include "analysis/flow/FunctionBody.h"
#include "analysis/syntax/CallParts.h"

#include <llvm/Support/Allocator.h>

namespace async_tidy {

/// A step with the nodes of the AST that it came from.
struct BlockingEdge {
  BlockingStep Step;
  const clang::Stmt *At = nullptr;
  const clang::FunctionDecl *Next = nullptr; ///< the function of Step.Next
};

/// A place that takes a thread mutex and waits if it is held.
struct LockStep {
  BlockingEdge Edge; ///< Kind::Lock, by the library's entry
  const clang::ValueDecl *Mutex = nullptr; ///< variable or member
};

class BlockingEdges {
public:
  /// A listed call whose form depends on the function's parameters.
  struct ParametricStep {
    BlockingEdge Edge; ///< in the function itself
    CallParts Parts;   ///< of the listed call, in terms of the function
  };
  struct Node {
    /// Those without Next block; the others do if Next does.
    std::vector<BlockingEdge> Steps;
    std::vector<ParametricStep> Parametric;
    std::vector<LockStep> Locks;
    bool Done = false; ///< false while the node is being built
  };

  /// \p Extra: as BlockingOptions::Extra.
  BlockingEdges(TranslationUnit &TU, const llvm::StringMap<std::string> &Extra)
      : TU(TU), Extra(Extra) {}

  const Node &of(const clang::FunctionDecl *F);
  /// The parametric steps of \p F that block if nothing is known about the
  /// arguments.
  std::vector<BlockingEdge> unknownArguments(const clang::FunctionDecl *F);
  void add(const clang::FunctionDecl *F, BlockingEdge Edge) {
    Nodes[F]->Steps.push_back(std::move(Edge));
  }

  /// The entry by which the call blocks in \p Body, or nullptr.
  const BlockingEntry *entryOf(const CallParts &Parts,
                               const FunctionBody &Body);

  /// The function's USR: the name that it has in every unit. Clang gives some
  /// functions none and the lambdas of an inline function the same; those are
  /// told apart by a number, in the order of the first question.
  llvm::StringRef usrOf(const clang::FunctionDecl *F);

private:
  TranslationUnit &TU;
  const llvm::StringMap<std::string> &Extra;
  llvm::BumpPtrAllocator Characters;
  llvm::DenseMap<const clang::FunctionDecl *, llvm::StringRef> Usrs;
  llvm::StringMap<unsigned> NumberOfUsr;
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<Node>> Nodes;
  unsigned Nesting = 0;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_BLOCKING_BLOCKINGEDGES_H
