// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// async-tidy-model-dump: what the model says of names, as JSON, for
// tools/conformance.py.
//
//   async-tidy-model-dump SOURCE NAMES COMPILER-ARGUMENT...
//
// SOURCE includes the headers in question. NAMES has one question a line: a
// qualified name as in a library file, or `=TYPE` for a type as it is written
// in C++, which then is what code really uses: an instantiation.

#include "model/ClassLookup.h"
#include "model/TranslationUnit.h"

#include <clang/AST/RecursiveASTVisitor.h>
#include <clang/Frontend/ASTUnit.h>
#include <clang/Lex/Lexer.h>
#include <clang/Lex/Preprocessor.h>
#include <clang/Tooling/Tooling.h>
#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/JSON.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/raw_ostream.h>

#include <set>

using namespace clang;
using namespace async_tidy;
namespace json = llvm::json;

namespace {
StringRef word(AwaitRoute Route) {
  switch (Route) {
  case AwaitRoute::None:
    return "no";
  case AwaitRoute::MemberOperator:
    return "operator co_await";
  case AwaitRoute::FreeOperator:
    return "free operator co_await";
  case AwaitRoute::Awaiter:
    return "awaiter";
  case AwaitRoute::AwaitTransform:
    return "await_transform";
  case AwaitRoute::Task:
    return "lazy coroutine";
  case AwaitRoute::Sender:
    return "sender";
  case AwaitRoute::Library:
    return "library file";
  case AwaitRoute::SeenAwaited:
    return "seen awaited";
  }
  return "?";
}

StringRef word(StartKind Start) {
  switch (Start) {
  case StartKind::Unknown:
    return "unknown";
  case StartKind::Lazy:
    return "lazy";
  case StartKind::Eager:
    return "eager";
  }
  return "?";
}

StringRef word(DropEffect Drop) {
  switch (Drop) {
  case DropEffect::Unknown:
    return "unknown";
  case DropEffect::NeverRuns:
    return "never-runs";
  case DropEffect::RunsOn:
    return "runs-on";
  case DropEffect::Cancelled:
    return "cancelled";
  case DropEffect::Joined:
    return "joined";
  case DropEffect::Terminates:
    return "terminates";
  }
  return "?";
}

/// Every declaration by its name in a library file.
class Index : public RecursiveASTVisitor<Index> {
public:
  explicit Index(Names &N) : N(N) {}

  bool VisitNamedDecl(NamedDecl *D) {
    DeclarationName Name = D->getDeclName();
    bool Named = !Name.isEmpty() &&
                 (Name.isIdentifier() ||
                  Name.getNameKind() == DeclarationName::CXXOperatorName);
    if (Named && !D->isImplicit())
      Found[N.qualified(D).ltrim(':')].push_back(D);
    return true;
  }
  // A function's inside declares nothing that a library file could name.
  bool TraverseStmt(Stmt *) { return true; }

  ArrayRef<NamedDecl *> find(StringRef Name) const {
    auto It = Found.find(Name.ltrim(':'));
    return It == Found.end() ? ArrayRef<NamedDecl *>() : It->second;
  }

private:
  Names &N;
  llvm::StringMap<SmallVector<NamedDecl *, 1>> Found;
};

class Dump {
public:
  Dump(ASTUnit &Unit, TranslationUnit &TU)
      : Unit(Unit), TU(TU), ByName(TU.names()) {
    ByName.TraverseAST(Unit.getASTContext());
  }

  /// One name's answer.
  json::Object ofName(StringRef Name);
  /// The answer for the type that the source calls \p Alias.
  json::Object ofType(StringRef Alias);

private:
  json::Object typeFacts(QualType T);
  json::Object classFacts(const CXXRecordDecl *R);
  json::Object functionFacts(ArrayRef<const FunctionDecl *> Overloads);
  SmallVector<const FunctionDecl *, 4> inherited(StringRef Name);
  bool isMacro(StringRef Name) const {
    const IdentifierInfo &II = Unit.getASTContext().Idents.get(Name);
    return II.hadMacroDefinition();
  }

  ASTUnit &Unit;
  TranslationUnit &TU;
  Index ByName;
};

json::Object Dump::typeFacts(QualType T) {
  AwaitableModel &Model = TU.awaitables();
  AwaitableInfo Info = Model.classify(T);
  json::Object Result{
      {"awaitable", word(Info.Route)}, {"start", word(Info.Start)},
      {"drop", word(Info.Drop)},       {"coroutine", Info.IsCoroutineType},
      {"generator", Info.IsGenerator}, {"self-owning", Info.SelfOwning}};
  // What the headers say, whatever the library file says.
  if (Info.Promise)
    Result["start in code"] = word(Model.startOf(Info.Promise));
  return Result;
}

json::Object Dump::classFacts(const CXXRecordDecl *R) {
  if (!definitionOrPattern(R))
    return json::Object{{"kind", "class"}, {"defined", false}};
  ASTContext &Ctx = Unit.getASTContext();
  json::Object Result =
      typeFacts(Ctx.getTypeDeclType(static_cast<const TypeDecl *>(R)));
  Result["kind"] = "class";
  return Result;
}

/// How many arguments can be passed: at least \p Least and, with a pack or an
/// ellipsis, any number.
static unsigned mostArguments(const FunctionDecl *F) {
  bool Any = F->isVariadic();
  for (const ParmVarDecl *P : F->parameters())
    Any |= P->isParameterPack();
  return Any ? 99 : F->getNumParams();
}

json::Object Dump::functionFacts(ArrayRef<const FunctionDecl *> Overloads) {
  std::set<std::string> Results;
  unsigned Most = 0;
  for (const FunctionDecl *F : Overloads) {
    Most = std::max(Most, mostArguments(F));
    QualType T = F->getReturnType();
    const AwaitableInfo &Info = TU.awaitables().classify(T);
    if (isa<CXXConstructorDecl>(F) || T->isVoidType())
      continue;
    if (Info.isAwaitable())
      Results.insert(("awaitable, " + word(Info.Start)).str());
    else if (Info.SelfOwning)
      Results.insert("self-owning");
    else if (T->isUndeducedType() || T->isDependentType())
      Results.insert("depends");
    else
      Results.insert("value");
  }
  return json::Object{
      {"kind", "function"},
      {"arguments", Most},
      {"returns", Results.empty() ? "nothing" : llvm::join(Results, " / ")}};
}

/// The member functions that a class has from its bases.
SmallVector<const FunctionDecl *, 4> Dump::inherited(StringRef Name) {
  auto [Scope, Last] = Name.rsplit("::");
  if (Last.empty())
    return {};
  for (const NamedDecl *D : ByName.find(Scope))
    if (const auto *R = dyn_cast<CXXRecordDecl>(D))
      if (const CXXRecordDecl *Definition = definitionOrPattern(R)) {
        auto Members = memberFunctions(Definition, Last);
        if (!Members.empty())
          return Members;
      }
  return {};
}

json::Object Dump::ofName(StringRef Name) {
  SmallVector<const FunctionDecl *, 4> Functions;
  const CXXRecordDecl *Class = nullptr;
  const NamedDecl *Other = nullptr;
  bool IsAlias = false;
  for (NamedDecl *D : ByName.find(Name)) {
    if (const FunctionDecl *F = D->getAsFunction())
      Functions.push_back(F);
    else if (const auto *R = dyn_cast<CXXRecordDecl>(D))
      Class = Class && definitionOrPattern(Class) ? Class : R;
    else if (isa<TypedefNameDecl, TypeAliasTemplateDecl, UsingShadowDecl,
                 UsingDecl, NamespaceAliasDecl>(D))
      IsAlias = true;
    else if (isa<ValueDecl, NamespaceDecl, EnumDecl, VarTemplateDecl>(D))
      Other = D;
  }
  if (Class)
    return classFacts(Class);
  if (Functions.empty())
    Functions = inherited(Name);
  if (!Functions.empty())
    return functionFacts(Functions);
  if (const auto *Variable = dyn_cast_or_null<VarDecl>(Other))
    if (const CXXRecordDecl *R = recordOf(Variable->getType())) {
      auto Calls = memberFunctions(
          R, Unit.getASTContext().DeclarationNames.getCXXOperatorName(OO_Call));
      if (!Calls.empty()) {
        json::Object Result = functionFacts(Calls);
        Result["kind"] = "function object";
        return Result;
      }
    }
  if (Other)
    return json::Object{{"kind", "value"}};
  if (IsAlias)
    return json::Object{{"kind", "alias"}};
  return json::Object{{"kind", isMacro(Name) ? "macro" : "missing"}};
}

json::Object Dump::ofType(StringRef Alias) {
  for (const NamedDecl *D : ByName.find(Alias))
    if (const auto *Named = dyn_cast<TypedefNameDecl>(D);
        Named && !Named->isInvalidDecl()) {
      QualType T = Named->getUnderlyingType();
      json::Object Result = typeFacts(T);
      Result["kind"] = "type";
      if (const auto *R = T->getAsCXXRecordDecl())
        Result["class"] = TU.names().qualified(R);
      return Result;
    }
  return json::Object{{"kind", "missing"}};
}

/// Counts what does not compile outside the main file: there, only the types
/// that are asked for can be wrong.
class HeaderErrors : public DiagnosticConsumer {
public:
  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    DiagnosticConsumer::HandleDiagnostic(Level, Info);
    if (Level < DiagnosticsEngine::Error)
      return;
    SmallString<128> Text;
    Info.FormatDiagnostic(Text);
    bool InMain = Info.hasSourceManager() && Info.getLocation().isValid() &&
                  Info.getSourceManager().isInMainFile(Info.getLocation());
    bool Fatal = Level == DiagnosticsEngine::Fatal;
    if (InMain && !Fatal)
      return;
    std::string Where =
        Info.hasSourceManager() && Info.getLocation().isValid()
            ? Info.getLocation().printToString(Info.getSourceManager()) + ": "
            : "";
    Errors.push_back(Where + Text.str().str());
  }

  std::vector<std::string> Errors;
};
} // namespace

int main(int Count, char **Arguments) {
  if (Count < 3) {
    llvm::errs() << "usage: async-tidy-model-dump SOURCE NAMES ARGUMENT...\n";
    return 2;
  }
  auto Source = llvm::MemoryBuffer::getFile(Arguments[1]);
  auto Questions = llvm::MemoryBuffer::getFile(Arguments[2]);
  if (!Source || !Questions) {
    llvm::errs() << "cannot read " << Arguments[Source ? 2 : 1] << "\n";
    return 2;
  }
  std::vector<std::string> Flags(Arguments + 3, Arguments + Count);
  Flags.insert(Flags.end(), {"-resource-dir", ASYNC_TIDY_TEST_RESOURCE_DIR,
                             "-ferror-limit=0", "-fno-spell-checking", "-w"});
  HeaderErrors Errors;
  std::unique_ptr<ASTUnit> Unit = tooling::buildASTFromCodeWithArgs(
      (*Source)->getBuffer(), Flags, "conformance.cpp", "async-tidy-model-dump",
      std::make_shared<PCHContainerOperations>(),
      tooling::getClangStripDependencyFileAdjuster(),
      tooling::FileContentMappings(), &Errors);
  if (!Unit) {
    llvm::errs() << "the compiler did not start\n";
    return 2;
  }
  auto Library = TranslationUnit::loadLibrary({});
  if (!Library) {
    llvm::errs() << toString(Library.takeError()) << "\n";
    return 2;
  }
  TranslationUnit TU(Unit->getASTContext(), *Library);
  Dump Answers(*Unit, TU);
  json::Object Result;
  SmallVector<StringRef> Lines;
  (*Questions)->getBuffer().split(Lines, '\n', -1, /*KeepEmpty=*/false);
  unsigned Types = 0;
  for (StringRef Line : Lines)
    Result[Line] =
        Line.starts_with("=")
            ? Answers.ofType("conformance_type_" + std::to_string(Types++))
            : Answers.ofName(Line);
  json::Array Problems(ArrayRef<std::string>(Errors.Errors).take_front(20));
  llvm::outs() << json::Value(json::Object{{"answers", std::move(Result)},
                                           {"errors", std::move(Problems)}})
               << "\n";
}
