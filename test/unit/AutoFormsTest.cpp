// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// `auto` that has no one type: generic lambdas that are called with several or
// none, results of templates, locals whose type depends on a parameter, and
// what a broken expression leaves. clangd offers the refactoring
// ExpandDeducedType there and then declines, which its --check counts as a
// failure of the server; so fixtures spell the type. This puts `auto` back and
// expects the findings of the fixture.

#include "test/support/RunTidy.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>

using namespace async_tidy::test;

namespace {

struct AutoForm {
  const char *Fixture; ///< Without the extension.
  const char *Spelled; ///< Once in the fixture, within a line.
  const char *WithAuto;
};

void PrintTo(const AutoForm &F, std::ostream *Out) { *Out << F.WithAuto; }

/// Line and text, which no replacement changes.
std::vector<std::string> findings(const std::string &Path, const RunConfig &Run,
                                  const std::string &Text) {
  TidyResult R = runTidy(Path, Run, &Text);
  EXPECT_EQ(R.Error, "");
  EXPECT_TRUE(Run.ExpectErrors || !R.hasCompileError()) << Path;
  std::vector<std::string> Result;
  for (const Diag &D : R.Findings)
    if (D.Check.starts_with("async-"))
      Result.push_back(std::to_string(D.Line) + ": " + D.text());
  return Result;
}

std::string pathOf(const std::string &Name) {
  std::vector<std::string> All = findFixtures(ASYNC_TIDY_TEST_DIR "/checks");
  auto It = std::find_if(All.begin(), All.end(), [&](const std::string &Path) {
    return Path.ends_with("/" + Name + ".cpp");
  });
  return It == All.end() ? "" : *It;
}

} // namespace

class AutoForms : public testing::TestWithParam<AutoForm> {};

TEST_P(AutoForms, FindTheSame) {
  const AutoForm &Form = GetParam();
  std::string Path = pathOf(Form.Fixture);
  ASSERT_NE(Path, "") << Form.Fixture;
  Fixture F = Fixture::read(Path);
  std::string Text = F.text();
  size_t Begin = Text.find(Form.Spelled);
  ASSERT_NE(Begin, std::string::npos) << Form.Spelled;
  ASSERT_EQ(Text.find(Form.Spelled, Begin + 1), std::string::npos);

  std::vector<std::string> Expected = findings(Path, F.Runs.front(), Text);
  EXPECT_EQ(Expected.empty(), F.Expected.empty());
  Text.replace(Begin, std::string_view(Form.Spelled).size(), Form.WithAuto);
  EXPECT_EQ(findings(Path, F.Runs.front(), Text), Expected);
}

INSTANTIATE_TEST_SUITE_P(
    Lambdas, AutoForms,
    testing::Values(
        AutoForm{"async-capturing-lambda",
                 "co::task<> t = [value]<class N>(N add)",
                 "auto t = [value](auto add)"},
        AutoForm{"async-blocking-call-ready",
                 "[]<class Both>(Both both) -> future<> {",
                 "[](auto both) -> future<> {"},
        AutoForm{"async-dangling-argument-helpers",
                 "std::future<bool> spawn_future(", "auto spawn_future("},
        AutoForm{"async-dangling-argument-helpers",
                 "std::future<bool> done = asio::co_spawn(io, std::forward",
                 "auto done = asio::co_spawn(io, std::forward"},
        AutoForm{"async-detached-task-signatures",
                 "typename asio::async_result<std::decay_t<Token>, "
                 "void(int)>::return_type value(",
                 "auto value("},
        AutoForm{"async-detached-task-signatures",
                 "typename asio::async_result<std::decay_t<Token>, "
                 "void(error_code)>::return_type coded(",
                 "auto coded("},
        AutoForm{"async-detached-task-signatures",
                 "typename asio::async_result<std::decay_t<Token>, "
                 "void(std::exception_ptr, int)>::return_type throwing(",
                 "auto throwing("},
        AutoForm{"async-discarded-awaitable-yields",
                 "std::suspend_always yield_value(co_cancelled_t) {",
                 "auto yield_value(co_cancelled_t) {"},
        AutoForm{"async-detached-task-asio", "[]<class... Args>(Args...) {}",
                 "[](auto...) {}"},
        AutoForm{"async-detached-task-asio", "[]<class E>(E &&) {",
                 "[](auto &&) {"},
        AutoForm{"async-detached-task-asio", "[]<class E>(E e) {",
                 "[](auto e) {"},
        AutoForm{"async-detached-task-frameworks", "[]<class R>(R &&result) {",
                 "[](auto &&result) {"},
        AutoForm{"async-detached-task-frameworks",
                 "lazy_work().start([]<class R>(R &&) {",
                 "lazy_work().start([](auto &&) {"},
        AutoForm{"async-detached-task-frameworks",
                 "[]<class R>(R &&outcome) { R kept",
                 "[](auto &&outcome) { auto kept"},
        AutoForm{"async-discarded-awaitable-templates", "[]<class F>(F f) {",
                 "[](auto f) {"},
        AutoForm{"async-unawaited-local",
                 "co_await [&]<class Y>(Y y) -> co::task<> { co_await c; }(1);",
                 "auto use = [&](auto y) -> co::task<> { co_await c; }; "
                 "co_await use(1);"}));

INSTANTIATE_TEST_SUITE_P(
    Results, AutoForms,
    testing::Values(
        AutoForm{"async-discarded-awaitable-types",
                 "std::suspend_always operator co_await() & = delete;",
                 "auto operator co_await() & = delete;"},
        AutoForm{"async-discarded-awaitable-types",
                 "Initial initial_suspend() noexcept { return",
                 "auto initial_suspend() noexcept { return"},
        AutoForm{"async-lock-across-suspension-everyday", "int locked(F &&f) {",
                 "auto locked(F &&f) {"},
        AutoForm{"async-lock-across-suspension-everyday",
                 "std::invoke_result_t<F, T &> with(F f) {",
                 "decltype(auto) with(F f) {"},
        AutoForm{"async-lock-across-suspension-released",
                 "size_t with_lock(F f) {", "auto with_lock(F f) {"}));

INSTANTIATE_TEST_SUITE_P(
    Locals, AutoForms,
    testing::Values(AutoForm{"async-discarded-awaitable-operators",
                             "bool both = a == b && c;",
                             "auto both = a == b && c;"},
                    AutoForm{"async-lock-across-suspension-templates",
                             "for (T &item : items)",
                             "for (auto &item : items)"},
                    AutoForm{"async-unawaited-local", "co::task<> b = x.run();",
                             "auto b = x.run();"},
                    AutoForm{"async-unawaited-local", "co::task<> d = x.run();",
                             "auto d = x.run();"}));

INSTANTIATE_TEST_SUITE_P(
    Broken, AutoForms,
    testing::Values(AutoForm{"async-dangling-argument-broken",
                             "co::task<> t = send(undeclared);",
                             "auto t = send(undeclared);"},
                    AutoForm{"async-dangling-argument-broken",
                             "co::task<> u = send(\"temporary\" + );",
                             "auto u = send(\"temporary\" + );"},
                    AutoForm{"async-dangling-argument-broken",
                             "co::task<missing> w =", "auto w ="},
                    AutoForm{"async-discarded-awaitable-broken",
                             "co::task<> t = unknown_too(",
                             "auto t = unknown_too("},
                    AutoForm{"async-read-modify-write-broken", "Missing v = n;",
                             "auto v = n;"},
                    AutoForm{"async-read-modify-write-broken",
                             "int v = t.value;", "auto v = t.value;"},
                    AutoForm{"async-read-modify-write-broken",
                             "for (int &x : t)", "for (auto &x : t)"},
                    AutoForm{"async-reference-across-suspension-broken",
                             "int &x = t[0];", "auto &x = t[0];"},
                    AutoForm{"async-reference-across-suspension-broken",
                             "for (co::task<> &y : t)", "for (auto &y : t)"},
                    AutoForm{"async-thread-local-across-suspension-broken",
                             "Missing &v = other;", "auto &v = other;"}));
