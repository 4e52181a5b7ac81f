// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "model/YamlNesting.h"

#include <llvm/ADT/Twine.h>
#include <llvm/Support/SourceMgr.h>
#include <llvm/Support/YAMLParser.h>

#include <vector>

using namespace async_tidy;
using namespace llvm::yaml;

namespace {
/// The nodes right below a node, one after the other.
class Children {
public:
  explicit Children(Node *Parent)
      : Sequence(llvm::dyn_cast<SequenceNode>(Parent)),
        Mapping(llvm::dyn_cast<MappingNode>(Parent)) {}

  /// Null at the end; not to be called again then.
  Node *next() {
    return Sequence ? nextElement() : Mapping ? nextOfMapping() : nullptr;
  }

private:
  Node *nextElement() {
    Element = Started ? ++Element : Sequence->begin();
    Started = true;
    return Element == Sequence->end() ? nullptr : &*Element;
  }

  Node *nextOfMapping() {
    if (InKey) {
      InKey = false;
      if (Node *Value = Entry->getValue())
        return Value;
    }
    Entry = Started ? ++Entry : Mapping->begin();
    Started = true;
    if (Entry == Mapping->end())
      return nullptr;
    InKey = true;
    return Entry->getKey();
  }

  SequenceNode *Sequence;
  MappingNode *Mapping;
  SequenceNode::iterator Element;
  MappingNode::iterator Entry;
  bool Started = false, InKey = false;
};
} // namespace

/// The first node below \p Root that lies too deep. LLVM parses a node when it
/// is asked for, so that nothing recurses, there or here.
static Node *tooDeepBelow(Node *Root) {
  std::vector<Children> Open;
  Open.emplace_back(Root);
  while (!Open.empty()) {
    Node *N = Open.back().next();
    if (!N)
      Open.pop_back();
    else if (Open.size() == DeepestYaml)
      return N;
    else
      Open.emplace_back(N);
  }
  return nullptr;
}

std::optional<std::string> async_tidy::deepYamlProblem(llvm::StringRef File,
                                                       llvm::StringRef Text) {
  llvm::SourceMgr Sources;
  // Whoever reads the file in earnest tells about other mistakes.
  Sources.setDiagHandler([](const llvm::SMDiagnostic &, void *) {});
  Stream Yaml(Text, Sources);
  document_iterator First = Yaml.begin();
  Node *Root = First == Yaml.end() ? nullptr : First->getRoot();
  Node *Deep = Root ? tooDeepBelow(Root) : nullptr;
  if (!Deep)
    return std::nullopt;
  unsigned Line = Sources.getLineAndColumn(Deep->getSourceRange().Start).first;
  return (File + ":" + llvm::Twine(Line) + ": nested more than " +
          llvm::Twine(DeepestYaml) + " levels deep")
      .str();
}
