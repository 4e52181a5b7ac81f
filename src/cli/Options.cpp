// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/Options.h"

#include "cli/EditorSettings.h"
#include "compat/LLVMCompat.h"
#include "model/Limits.h"

#include <CLI/CLI.hpp>
#include <llvm/Config/llvm-config.h>

#include <algorithm>

using namespace async_tidy;

static constexpr char Examples[] = R"(
Examples:
  async-tidy -p build                          all C++ files of build/compile_commands.json
  async-tidy -p build src/net                  those below a folder
  async-tidy -p build --checks='-async-blocking-call'
  async-tidy -p build --output text --output sarif=async-tidy.sarif
  async-tidy server.cpp -- -std=c++20 -Iinclude
  async-tidy explain async-blocking-call
  async-tidy init --editor vscode

Exit codes:
  0  no findings
  1  findings
  2  wrong usage or configuration, or something could not be written
  3  some file could not be analysed (its name is in the report)
)";

std::string async_tidy::versionText() {
  return "async-tidy " ASYNC_TIDY_VERSION
         " (built for LLVM " LLVM_VERSION_STRING ")\n";
}

std::optional<OutputRequest>
async_tidy::parseOutput(std::string_view Text,
                        const std::vector<std::string> &Formats) {
  OutputRequest Result;
  size_t Equals = Text.find('=');
  Result.Format = Text.substr(0, Equals);
  if (Equals != std::string_view::npos)
    Result.File = Text.substr(Equals + 1);
  if (std::find(Formats.begin(), Formats.end(), Result.Format) == Formats.end())
    return std::nullopt;
  if (Equals != std::string_view::npos && Result.File.empty())
    return std::nullopt;
  if (Result.File == "-")
    Result.File.clear();
  return Result;
}

/// One value an occurrence: the next word is never swallowed.
template <typename T>
static CLI::Option *addList(CLI::App &App, const std::string &Names,
                            T &Variable, const std::string &Help,
                            const std::string &Type) {
  return App.add_option(Names, Variable, Help)
      ->allow_extra_args(false)
      ->type_name(Type);
}

static void addInputOptions(CLI::App &App, CheckOptions &O) {
  App.add_option("-p,--build", O.Build,
                 "Build folder (or any below it) with compile_commands.json, "
                 "or that file; default: looked for from the current folder "
                 "upwards")
      ->type_name("DIR");
  App.add_option("paths", O.Paths,
                 "Files or folders to analyse; default: the whole database")
      ->type_name("PATH");
  App.add_flag("--all-configs", O.AllConfigs,
               "Analyse a file with each of its commands, not the first only");
  addList(App, "--extra-arg", O.ExtraArgs,
          "Compiler flag to add at the end of every command (repeatable)",
          "FLAG");
  addList(App, "--extra-arg-before", O.ExtraArgsBefore,
          "The same, at the beginning", "FLAG");
  addList(App, "--removed-arg", O.RemovedArgs,
          "Compiler flag to leave out of every command (repeatable)", "FLAG");
  App.add_option("--resource-dir", O.ResourceDir,
                 "Folder of clang's own headers, if not found by itself")
      ->type_name("DIR");
}

static void addOutputOptions(CLI::App &App, CheckOptions &O) {
  addList(App, "-o,--output", O.Outputs,
          "What to write and where: text, json, sarif, …, each to stdout or "
          "FILE; repeatable; default: text",
          "FORMAT[=FILE]");
  App.add_option("--root", O.Root,
                 "Folder that paths in reports are relative to; default: the "
                 "repository around the current folder")
      ->type_name("DIR");
  App.add_flag("--all", O.All,
               "Show every finding in text reports; without it those that "
               "repeat one fact are only counted after the third");
  App.add_flag("-q,--quiet", O.Quiet, "Print nothing but errors on stderr");
  App.add_flag("-v,--verbose", O.Verbose,
               "Print on stderr which compiler flags were left out");
  App.add_option("--color", O.Colour, "Colours in text output")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->type_name("WHEN")
      ->capture_default_str();
}

static void addCheckOptions(CLI::App &App, CheckOptions &O) {
  addInputOptions(App, O);
  App.add_option("--checks", O.Checks,
                 "Comma-separated globs; a leading '-' removes; wins over "
                 "Checks in .clang-tidy")
      ->type_name("GLOBS");
  addList(App, "--model", O.Models,
          "Library file that says how your own library behaves (repeatable)",
          "FILE");
  App.add_option("--limit-factor", O.LimitFactor,
                 "Raises the limits at which an analysis gives up on a "
                 "function; wins over AsyncLimitFactor in .clang-tidy")
      ->check(CLI::Range(1u, MaxLimitFactor))
      ->type_name("N");
  App.add_flag("--fix", O.Fix, "Apply the fixes that are safe");
  addOutputOptions(App, O);
  App.add_option("-j,--jobs", O.Jobs, "Threads; default: one per processor")
      ->check(CLI::Range(1u, 1024u))
      ->type_name("N");
  App.add_option("--timeout", O.Timeout, "Seconds for one file, 0 for no limit")
      ->type_name("SEC")
      ->capture_default_str();
  App.add_flag("--profile-checks", O.ProfileChecks,
               "Print on stderr the time that each check took, summed over "
               "the files; JSON reports have it, too");
  App.add_option("--skip-bodies", O.SkipBodies,
                 "Function bodies the front end skips: none, or those in "
                 "system headers")
      ->check(CLI::IsMember({"none", "system"}))
      ->type_name("WHICH")
      ->capture_default_str();
}

/// Those of `check` that say what to analyse, and what to tell of it.
static void addSurveyOptions(CLI::App &App, CheckOptions &O,
                             SurveyOptions &Survey) {
  addInputOptions(App, O);
  addList(App, "--model", O.Models,
          "Library file that says how your own library behaves (repeatable)",
          "FILE");
  addList(App, "-o,--output", O.Outputs,
          "What to write and where: text or json, to stdout or FILE; "
          "repeatable; default: text",
          "FORMAT[=FILE]");
  App.add_option("--write-model", Survey.WriteModel,
                 "Write the facts that may be wrong as a library file in which "
                 "each can be overturned")
      ->type_name("FILE");
  App.add_flag("--force", Survey.Force, "--write-model may replace a file");
  App.add_option("--root", O.Root,
                 "Folder that paths are relative to; default: the repository "
                 "around the current folder")
      ->type_name("DIR");
  App.add_flag("-q,--quiet", O.Quiet, "Print nothing but errors on stderr");
  App.add_option("-j,--jobs", O.Jobs, "Threads; default: one per processor")
      ->check(CLI::Range(1u, 1024u))
      ->type_name("N");
  App.add_option("--timeout", O.Timeout, "Seconds for one file, 0 for no limit")
      ->type_name("SEC")
      ->capture_default_str();
}

static void addInitOptions(CLI::App &App, InitOptions &O) {
  App.add_option("--editor", O.Editor,
                 "vscode: writes .vscode/settings.json in the current folder; "
                 "others: prints the setting on stdout and its place on stderr")
      ->required()
      ->check(CLI::IsMember(knownEditors()))
      ->type_name("EDITOR");
  App.add_option("--clangd", O.Clangd,
                 "The server; default: async-tidy-clangd beside this program")
      ->type_name("PATH");
  App.add_flag("--print", O.PrintOnly, "Print the setting for vscode, too");
}

/// Without a subcommand, "check" is meant.
static void insertDefaultVerb(std::vector<std::string> &Args) {
  static const char *const Known[] = {"check", "survey", "list",   "explain",
                                      "init",  "-h",     "--help", "--version"};
  if (Args.empty() || std::find(std::begin(Known), std::end(Known),
                                Args.front()) == std::end(Known))
    Args.insert(Args.begin(), "check");
}

CommandLine async_tidy::parseCommandLine(std::vector<std::string> Args) {
  CommandLine Result;
  insertDefaultVerb(Args);
  auto Dashes = std::find(Args.begin(), Args.end(), "--");
  if (Dashes != Args.end() &&
      (Args.front() == "check" || Args.front() == "survey")) {
    Result.Check.FixedCommand.emplace(Dashes + 1, Args.end());
    Args.erase(Dashes, Args.end());
  }

  CLI::App App("Finds asynchronous-programming mistakes in C++20 coroutine "
               "code.\nWithout a command, 'check' is meant.",
               "async-tidy");
  App.footer(Examples);
  App.require_subcommand(1);
  bool ShowVersion = false;
  App.add_flag_callback(
      "--version", [] { throw CLI::CallForVersion(versionText(), 0); },
      "Versions of async-tidy and LLVM");
  (void)ShowVersion;
  CLI::App *Check = App.add_subcommand("check", "Analyse C++ files");
  addCheckOptions(*Check, Result.Check);
  Check->footer(Examples);
  SurveyOptions SurveyOnly;
  CLI::App *Survey = App.add_subcommand(
      "survey", "Show what async-tidy understood of the code");
  addSurveyOptions(*Survey, Result.Check, SurveyOnly);
  CLI::App *List = App.add_subcommand("list", "Show all checks");
  List->add_flag("--json", Result.List.Json, "With all metadata, as JSON");
  CLI::App *Explain =
      App.add_subcommand("explain", "Show the documentation of a check");
  Explain->add_option("id", Result.Explain.Id, "As in 'async-blocking-call'")
      ->required()
      ->type_name("ID");

  CLI::App *Init =
      App.add_subcommand("init", "Set up an editor to use async-tidy-clangd");
  addInitOptions(*Init, Result.Init);

  std::reverse(Args.begin(), Args.end()); // CLI11 takes them from the back.
  try {
    App.parse(std::move(Args));
  } catch (const CLI::ParseError &E) {
    std::ostringstream Out, Err;
    int Code = App.exit(E, Out, Err);
    Result.Code = Code == 0 ? ExitClean : ExitUsage;
    Result.Message = Code == 0 ? Out.str() : Err.str();
    if (Code == 0 && E.get_name() == "CallForVersion")
      Result.Message = versionText();
    return Result;
  }
  if (Survey->parsed())
    Result.Check.Survey = SurveyOnly;
  Result.What = Check->parsed() || Survey->parsed() ? CommandLine::Verb::Check
                : List->parsed()                    ? CommandLine::Verb::List
                : Init->parsed()                    ? CommandLine::Verb::Init
                                 : CommandLine::Verb::Explain;
  return Result;
}
