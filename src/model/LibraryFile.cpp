// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "model/LibraryFile.h"

#include "model/LibraryLists.h"
#include "model/YamlNesting.h"

#include <llvm/Support/SourceMgr.h>

using namespace async_tidy;
using namespace async_tidy::library_yaml;

LLVM_YAML_IS_SEQUENCE_VECTOR(TaskEntry)
LLVM_YAML_IS_SEQUENCE_VECTOR(SpawnEntry)
LLVM_YAML_IS_SEQUENCE_VECTOR(ScopeEntry)
LLVM_YAML_IS_SEQUENCE_VECTOR(CallForm)
LLVM_YAML_IS_SEQUENCE_VECTOR(BlockingEntry)
LLVM_YAML_IS_STRING_MAP(std::string)

namespace llvm::yaml {

template <> struct MappingTraits<TaskEntry> {
  static void mapping(IO &Io, TaskEntry &Task) {
    Fields F(Io);
    F.name(Task.Name);
    F.optional("start", Task.Start);
    F.optional("drop", Task.Drop);
    F.optional("exception", Task.Exception);
    F.optional("self-owning", Task.SelfOwning);
    F.optional("generator", Task.Generator);
    F.optional("pinned", Task.Pinned);
  }
};

template <> struct MappingTraits<SpawnEntry> {
  static void mapping(IO &Io, SpawnEntry &Spawn) {
    Fields F(Io);
    F.name(Spawn.Name);
    F.optional("kind", Spawn.Kind);
    F.optional("exception", Spawn.Exception);
    F.optional("task", Spawn.Task);
    F.optional("executor", Spawn.Executor);
    F.optional("keeps-callable", Spawn.KeepsCallable);
  }
};

template <> struct MappingTraits<ScopeEntry> {
  static void mapping(IO &Io, ScopeEntry &Scope) {
    Fields F(Io);
    F.name(Scope.Name);
    F.names("join", Scope.Join);
    F.optional("cancels", Scope.Cancels);
  }
};

template <> struct MappingTraits<CallForm> {
  static void mapping(IO &Io, CallForm &Form) {
    Fields F(Io);
    F.optional("argument", Form.Argument);
    F.optional("zero", Form.Zero);
    F.optional("null", Form.Null);
    F.optional("not-null", Form.NotNull);
    F.optional("false", Form.False);
    F.names("flags", Form.Flags);
    F.names("types", Form.Types);
    F.names("objects", Form.Objects);
    F.optional("min-arguments", Form.MinArguments);
    F.optional("max-arguments", Form.MaxArguments);
  }
  static std::string validate(IO &, CallForm &Form) {
    if (Form.Argument < -1)
      return "'argument' counts from 1; 0 is any argument, -1 the object";
    if (Form.Null && Form.NotNull)
      return "a form cannot be both 'null' and 'not-null'";
    bool Looks = Form.Zero || Form.Null || Form.NotNull || Form.False ||
                 !Form.Flags.empty() || !Form.Types.empty() ||
                 !Form.Objects.empty();
    if (!Looks && !Form.MinArguments && !Form.MaxArguments)
      return "a form needs a condition, such as 'zero: true'";
    return "";
  }
};

template <> struct MappingTraits<BlockingEntry> {
  static void mapping(IO &Io, BlockingEntry &Entry) {
    Fields F(Io);
    F.name<AnyName>(Entry.Name);
    F.names("also", Entry.Also);
    F.optional("kind", Entry.Kind);
    F.required("group", Entry.Group);
    F.optional("level", Entry.Level);
    F.optional("only", Entry.Only);
    F.optional("unless", Entry.Unless);
    F.names("unless-after", Entry.UnlessAfter);
    F.optional("instead", Entry.Instead);
    F.optional("use", Entry.Use);
    F.optional("in-class-named", Entry.InClassNamed);
    F.optionalName("first-parameter", Entry.FirstParameter);
    F.optionalName("returns", Entry.Returns);
  }
  static std::string validate(IO &Io, BlockingEntry &Entry) {
    if (Entry.InClassNamed.empty() &&
        !(Entry.FirstParameter.empty() && Entry.Returns.empty()))
      return "'first-parameter' and 'returns' need 'in-class-named'";
    auto &Seen = reading(Io).Blocking[unsigned(Entry.Kind)];
    // Entries of one name may differ by form; one that says nothing of the
    // form contradicts any other.
    bool HasForm = !Entry.Only.empty() || !Entry.Unless.empty();
    std::vector<std::string> Names = Entry.Also;
    Names.insert(Names.begin(), Entry.Name);
    for (const std::string &Name : Names) {
      auto [It, New] = Seen.try_emplace(Name, HasForm);
      if (!New && !(It->second && HasForm))
        return "'" + Name +
               "' is listed twice, not each with 'only' or 'unless'";
    }
    return "";
  }
};

template <> struct MappingTraits<LibraryFile> {
  static void mapping(IO &Io, LibraryFile &File) {
    Fields F(Io);
    NonEmpty Id;
    F.required("library", Id);
    File.Id = std::move(Id.Text);
    F.optional("title", File.Title);
    F.names<Namespace>("namespaces", File.Namespaces);
    F.entries("tasks", File.Tasks);
    F.names("awaitables", File.Awaitables);
    F.names("not-awaitable", File.NotAwaitable);
    F.entries("spawn", File.Spawn);
    F.optional("tokens", File.Tokens);
    F.entries("scopes", File.Scopes);
    F.optional("cancellation", File.Cancellation);
    F.optional("executors", File.Executors);
    F.optional("locks", File.Locks);
    F.optional("containers", File.Containers);
    F.optional("threads", File.Threads);
    F.optional("lifetimes", File.Lifetimes);
    F.optional("failures", File.Failures);
    F.optional("state", File.State);
    F.optional("descriptors", File.Descriptors);
    F.optional("vocabulary", File.Vocabulary);
    F.names("joins", File.Joins);
    F.names("ready", File.Ready);
    F.names("block-on", File.BlockOn);
    F.names("loop-run", File.LoopRun);
    F.optional("blocking", File.Blocking);
    F.names("nonblocking", File.NonBlocking);
    F.optional("replacements", File.Replacements);
  }
};

} // namespace llvm::yaml

namespace {

/// YAMLIO's messages are about YAML's nodes; ours are about what to write. For
/// a misspelt key YAMLIO says nothing but that.
std::string explain(StringRef Message, const Reading &R) {
  if (Message == "not a sequence")
    return "expected a list, such as [a, b]";
  if (Message == "not a mapping")
    return "expected keys with values, such as {name: f}";
  if (Message == "unexpected scalar")
    return "expected a single value";
  StringRef Key = Message;
  if (!Key.consume_front("unknown key '") || !Key.consume_back("'"))
    return Message.str();
  StringRef Nearest;
  unsigned Best = 3;
  for (StringRef Known : R.Keys) {
    unsigned Distance = Key.edit_distance(Known, true, Best);
    if (Distance < Best) {
      Best = Distance;
      Nearest = Known;
    }
  }
  if (!Nearest.empty())
    return (Message + "; did you mean '" + Nearest + "'?").str();
  return (Message + "; known here: " + llvm::join(R.Keys, ", ")).str();
}

void rememberDiagnostic(const llvm::SMDiagnostic &Diag, void *Context) {
  auto &R = *static_cast<Reading *>(Context);
  if (!R.Error.empty() || Diag.getKind() != llvm::SourceMgr::DK_Error)
    return;
  R.Error = (R.Path + ":" + llvm::Twine(Diag.getLineNo()) + ":" +
             llvm::Twine(Diag.getColumnNo() + 1) + ": " +
             explain(Diag.getMessage(), R))
                .str();
}

} // namespace

llvm::Expected<LibraryFile> async_tidy::parseLibraryFile(StringRef Path,
                                                         StringRef Text) {
  Reading R;
  R.Path = Path;
  LibraryFile File;
  File.Path = Path.str();
  if (auto Problem = deepYamlProblem(Path, Text))
    return llvm::createStringError(llvm::inconvertibleErrorCode(), "%s",
                                   Problem->c_str());
  llvm::yaml::Input In(Text, &R, rememberDiagnostic, &R);
  In >> File;
  if (R.Error.empty() && (In.error() || File.Id.empty()))
    R.Error =
        (Path + ":1:1: the file is empty; it must start with 'library: NAME'")
            .str();
  if (R.Error.empty() && In.nextDocument())
    R.Error =
        (Path + ":1:1: more than one YAML document; one library is one file")
            .str();
  if (!R.Error.empty())
    return llvm::createStringError(llvm::inconvertibleErrorCode(), "%s",
                                   R.Error.c_str());
  return File;
}
