// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Data-flow states of ForwardFlow that are sets of numbered facts.

#ifndef ASYNC_TIDY_ANALYSIS_FLOW_BITFACTS_H
#define ASYNC_TIDY_ANALYSIS_FLOW_BITFACTS_H

#include <llvm/ADT/BitVector.h>

namespace async_tidy {

/// Adds the facts of \p From to \p Into: what can hold on one of two ways into
/// a join can hold after it. \returns true if \p Into grew.
inline bool joinByUnion(llvm::BitVector &Into, const llvm::BitVector &From) {
  if (Into.size() < From.size())
    Into.resize(From.size());
  if (!From.test(Into))
    return false;
  Into |= From;
  return true;
}

/// A set of facts of which each knows whether a suspension lies behind it. In
/// the bits: fact I holds (2 I); it has held since before a suspension
/// (2 I + 1). Facts beyond the end do not hold.
class CrossedFacts : public llvm::BitVector {
public:
  /// The number of facts that there is room for.
  unsigned numFacts() const { return BitVector::size() / 2; }
  bool holds(unsigned Fact) const { return testBit(2 * Fact); }
  bool hasCrossed(unsigned Fact) const { return testBit(2 * Fact + 1); }
  /// Makes \p Fact hold from here on (or, with \p Crossed, from before a
  /// suspension).
  void establish(unsigned Fact, bool Crossed = false) {
    if (numFacts() <= Fact)
      resize(2 * Fact + 2);
    set(2 * Fact);
    Crossed ? set(2 * Fact + 1) : reset(2 * Fact + 1);
  }
  void forget(unsigned Fact) {
    if (Fact < numFacts()) {
      reset(2 * Fact);
      reset(2 * Fact + 1);
    }
  }
  void markCrossed(unsigned Fact) { set(2 * Fact + 1); }

private:
  bool testBit(unsigned Bit) const { return Bit < size() && test(Bit); }
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_FLOW_BITFACTS_H
