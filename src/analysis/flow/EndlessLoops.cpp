// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/flow/EndlessLoops.h"
#include "model/Visits.h"

using namespace clang;
using namespace async_tidy;

static SmallVector<unsigned, 4> successors(const CFGBlock &B) {
  SmallVector<unsigned, 4> Result;
  if (!B.hasNoReturnElement())
    for (const CFGBlock::AdjacentBlock &Next : B.succs())
      if (const CFGBlock *To = Next.getReachableBlock())
        Result.push_back(To->getBlockID());
  return Result;
}

namespace {
/// Tarjan's search for strongly connected components: loops, and single blocks.
/// A component is complete after all that can be reached from it.
class Components {
public:
  explicit Components(const CFG &Graph)
      : Exit(Graph.getExit().getBlockID()), Blocks(Graph.getNumBlockIDs()),
        Result(Blocks.size()) {
    for (const CFGBlock *B : Graph)
      Blocks[B->getBlockID()].Next = successors(*B);
    for (const CFGBlock *B : Graph)
      if (!Blocks[B->getBlockID()].Number)
        searchFrom(B->getBlockID());
  }

  llvm::BitVector take() { return std::move(Result); }

private:
  struct Block {
    SmallVector<unsigned, 4> Next;
    unsigned Looked = 0; ///< how many of them have been looked at
    unsigned Number = 0; ///< in the order of the search, from 1
    unsigned Lowest = 0; ///< of what is open and can be reached from it
    bool IsOpen = false;
    bool CanEnd = false;  ///< reaches the exit
    bool CanLoop = false; ///< is in a loop or reaches one
  };

  void open(unsigned Id) {
    Block &B = Blocks[Id];
    B.Number = B.Lowest = ++Count;
    B.IsOpen = true;
    Open.push_back(Id);
    Path.push_back(Id);
  }

  void searchFrom(unsigned Start) {
    open(Start);
    while (!Path.empty()) {
      countVisits();
      unsigned Id = Path.back();
      Block &B = Blocks[Id];
      if (B.Looked < B.Next.size()) {
        Block &Next = Blocks[B.Next[B.Looked]];
        if (!Next.Number) {
          open(B.Next[B.Looked]);
          continue;
        }
        if (Next.IsOpen)
          B.Lowest = std::min(B.Lowest, Next.Lowest);
        ++B.Looked;
        continue;
      }
      Path.pop_back();
      if (B.Lowest == B.Number)
        complete(Id);
    }
  }

  /// What was opened since \p First is a component.
  void complete(unsigned First) {
    SmallVector<unsigned, 8> Members;
    do {
      Members.push_back(Open.pop_back_val());
      Blocks[Members.back()].IsOpen = false;
    } while (Members.back() != First);
    llvm::SmallDenseSet<unsigned, 8> Own(Members.begin(), Members.end());
    bool IsLoop = false, CanEnd = false, LoopBehind = false;
    for (unsigned Id : Members) {
      CanEnd |= Id == Exit;
      for (unsigned To : Blocks[Id].Next) {
        if (Own.contains(To)) {
          IsLoop = true;
          continue;
        }
        CanEnd |= Blocks[To].CanEnd;
        LoopBehind |= Blocks[To].CanLoop;
      }
    }
    for (unsigned Id : Members) {
      Blocks[Id].CanEnd = CanEnd;
      Blocks[Id].CanLoop = IsLoop || LoopBehind;
      if (!CanEnd && LoopBehind)
        Result.set(Id);
    }
  }

  unsigned Exit, Count = 0;
  std::vector<Block> Blocks;
  SmallVector<unsigned, 16> Open; ///< in no complete component yet
  SmallVector<unsigned, 16> Path; ///< from the start of the search
  llvm::BitVector Result;
};
} // namespace

llvm::BitVector async_tidy::blocksBeforeEndlessLoops(const CFG &Graph) {
  return Components(Graph).take();
}
