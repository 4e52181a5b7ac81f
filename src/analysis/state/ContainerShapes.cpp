// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/state/ContainerShapes.h"
#include "model/Names.h"

using namespace clang;
using namespace async_tidy;

ContainerShape async_tidy::shapeOf(const Library &Lib, QualType T) {
  static constexpr std::pair<WordList, ContainerShape> Shapes[] = {
      {WordList::ArrayContainer, ContainerShape::Array},
      {WordList::FlatContainer, ContainerShape::Flat},
      {WordList::DequeContainer, ContainerShape::Deque},
      {WordList::NodeContainer, ContainerShape::Node},
      {WordList::HashContainer, ContainerShape::Hash},
      {WordList::Holder, ContainerShape::Holder}};
  const CXXRecordDecl *R = recordOf(T);
  if (!R || !R->getIdentifier() || T->isPointerType())
    return ContainerShape::None;
  for (auto [List, Shape] : Shapes)
    if (Lib.contains(List, R->getName()))
      return Shape;
  return ContainerShape::None;
}
