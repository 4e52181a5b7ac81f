// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Options that list names: every one of every check, in every spelling. The
// fixtures async-*-options.cpp say what each option changes.

#include "checks/AsyncCheck.h"
#include "checks/AsyncTidyModule.h"
#include "findings/Rule.h"
#include "model/DeclaredNames.h"
#include "test/support/Fixture.h"
#include "test/support/RunTidy.h"
#include "test/unit/UnitTest.h"

#include <clang-tidy/ClangTidyModule.h>
#include <gmock/gmock.h>

#include <regex>
#include <set>

using namespace clang;
using namespace async_tidy;
using namespace async_tidy::test;

namespace {

/// "check.Option" of every option that lists names.
std::set<std::string> allNameLists() {
  using namespace clang::tidy;
  std::set<std::string> Result;
  for (const Rule &R : allRules()) {
    ClangTidyOptions Options = ClangTidyOptions::getDefaults();
    Options.Checks = "-*," + std::string(R.Id);
    ClangTidyContext Context(std::make_unique<DefaultOptionsProvider>(
        ClangTidyGlobalOptions(), Options));
    Context.setCurrentFile("input.cpp");
    ClangTidyCheckFactories Factories;
    AsyncTidyModule().addCheckFactories(Factories);
    auto Checks = Factories.createChecks(&Context);
    EXPECT_EQ(Checks.size(), 1u) << R.Id;
    for (auto &Check : Checks)
      for (const auto &[Option, Names] :
           static_cast<AsyncCheck &>(*Check).nameLists())
        Result.insert(std::string(R.Id) + "." + Option);
  }
  return Result;
}

/// An option in a fixture, and the fixture's run.
struct Use {
  std::string Option, Value;
  Fixture Source;
  RunConfig Run;

  TidyResult run(const std::string &NewValue, const std::string &Text) const {
    RunConfig Changed = Run;
    std::string Old = Option + ": \"" + Value + "\"";
    Changed.Options.replace(Changed.Options.find(Old), Old.size(),
                            Option + ": \"" + NewValue + "\"");
    return runTidy(Source.Path, Changed, &Text);
  }
};

std::vector<Use> allUses() {
  static const std::regex Pattern("(async-[a-z-]+\\.\\w+): \"([^\"]*)\"");
  std::vector<Use> Result;
  for (const std::string &Path :
       findFixtures(std::string(ASYNC_TIDY_TEST_DIR) + "/checks")) {
    if (Path.find("-options.cpp") == std::string::npos)
      continue;
    Fixture Source = Fixture::read(Path);
    for (const RunConfig &Run : Source.Runs)
      for (std::sregex_iterator
               It(Run.Options.begin(), Run.Options.end(), Pattern),
           End;
           It != End; ++It)
        if (allNameLists().count((*It)[1]))
          Result.push_back({(*It)[1], (*It)[2], Source, Run});
  }
  return Result;
}

std::vector<std::string> places(const TidyResult &Result) {
  EXPECT_EQ(Result.Error, "");
  std::vector<std::string> Places;
  for (const Diag &D : Result.Findings)
    Places.push_back(std::to_string(D.Line) + ":" + std::to_string(D.Column) +
                     " " + D.Check);
  return Places;
}

/// \p Value with each name rewritten.
std::string respelled(const std::string &Value,
                      const std::function<std::string(std::string)> &Spell) {
  std::string Result;
  std::stringstream Stream(Value);
  for (std::string Entry; std::getline(Stream, Entry, ';');) {
    size_t NameEnd = std::min(Entry.find(" ->"), Entry.size());
    std::string Name = Entry.substr(0, NameEnd);
    Name.erase(0, Name.find_first_not_of(" :"));
    Result += (Result.empty() ? "" : ";") + Spell(Name) + Entry.substr(NameEnd);
  }
  return Result;
}

TEST(NameList, EveryOptionHasAFixtureAndMattersThere) {
  std::set<std::string> Missing = allNameLists();
  ASSERT_GT(Missing.size(), 10u);
  for (const Use &U : allUses()) {
    Missing.erase(U.Option);
    EXPECT_NE(places(U.run(U.Value, U.Source.text())),
              places(U.run("", U.Source.text())))
        << U.Option << " changes nothing in " << U.Source.Name;
  }
  EXPECT_THAT(Missing, testing::IsEmpty());
}

TEST(NameList, EverySpellingMeansTheSame) {
  for (const Use &U : allUses()) {
    std::string Text = U.Source.text();
    auto Expected = places(U.run(U.Value, Text));
    for (auto Spell : {+[](std::string Name) { return Name; },
                       +[](std::string Name) { return "::" + Name; },
                       +[](std::string Name) { return "  ::" + Name + " "; }})
      EXPECT_EQ(places(U.run(respelled(U.Value, Spell), Text)), Expected)
          << U.Option << ": " << respelled(U.Value, Spell);

    // The names of an inline namespace are those of the scope around it, here
    // the global one.
    static const std::regex OwnNamespace("\nnamespace (\\w+) \\{");
    std::string Global =
        std::regex_replace(Text, OwnNamespace, "\ninline namespace $1 {");
    for (const char *Prefix : {"", "::"}) {
      std::string Value = respelled(U.Value, [&](std::string Name) {
        size_t Scope = Name.find("::");
        return Name.starts_with("std::") ? Name
                                         : Prefix + Name.substr(Scope + 2);
      });
      // The other options of the run name what is global now, too.
      Use Moved = U;
      for (const Use &Other : allUses())
        if (Other.Source.Path == U.Source.Path && Other.Option != U.Option) {
          std::string Old = Other.Option + ": \"" + Other.Value + "\"";
          std::string New =
              Other.Option + ": \"" +
              respelled(Other.Value,
                        [&](std::string Name) {
                          return Name.starts_with("std::")
                                     ? Name
                                     : Name.substr(Name.find("::") + 2);
                        }) +
              "\"";
          size_t At = Moved.Run.Options.find(Old);
          ASSERT_NE(At, std::string::npos);
          Moved.Run.Options.replace(At, Old.size(), New);
        }
      EXPECT_EQ(places(Moved.run(Value, Global)), Expected)
          << U.Option << ": " << Value;
    }
  }
}

TEST(NameList, WhatIsNoNameIsAnError) {
  for (const Use &U : allUses())
    for (const char *Bad : {"a::b()", "a b", "a::", "vector<int>", "a,b"}) {
      TidyResult R = U.run(Bad, U.Source.text());
      bool Told = false;
      for (const Diag &D : R.Findings)
        Told |= D.Check == "clang-tidy-config" &&
                D.Message.find(U.Option.substr(U.Option.find('.') + 1)) !=
                    std::string::npos;
      EXPECT_TRUE(Told) << U.Option << ": " << Bad;
    }
}

class DeclaredNamesTest : public UnitTest {};

TEST_F(DeclaredNamesTest, FindsWhatOptionsCanName) {
  parse(R"(
namespace a { inline namespace v1 { struct S { void m(); S(); }; } 
namespace { void hidden(); } enum class E { one }; extern int variable; }
namespace b = a;
template <class T> struct Box { void open(); };
struct Derived : a::S {};
struct Call { void operator()(); };
void global();
namespace { namespace deep { void f(); } }
)");
  for (const char *Name :
       {"a::S", "::a::S", "a::S::m", "a::S::S", "Derived::m", "Box",
        "Box::open", "global", "::global", "a::hidden", "a::E::one",
        "a::variable", "Call::operator()", "deep::f", "b::S"})
    EXPECT_TRUE(isDeclared(TU->context(), Name)) << Name;
  for (const char *Name : {"a::T", "S", "gone", "a::S::n", "global::x",
                           "Box::shut", "a::hidden::x", "nowhere::f"})
    EXPECT_FALSE(isDeclared(TU->context(), Name)) << Name;
}

} // namespace
