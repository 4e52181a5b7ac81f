// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "report/Survey.h"
#include "findings/PathMap.h"
#include "report/CauseJson.h"
#include "report/DisplayWidth.h"

#include <algorithm>
#include <array>
#include <map>
#include <ostream>
#include <tuple>

using namespace async_tidy;
using Json = nlohmann::ordered_json;

static constexpr int FormatVersion = 1;

namespace {
/// A part of the text, and how many lines it may have.
struct Section {
  SurveyFact::Kind What;
  std::string_view Title;
  std::string_view Id; ///< in JSON
  size_t Most;
};
constexpr std::array Sections = {
    Section{SurveyFact::Kind::TaskType, "Task types and awaitables",
            "task-type", 12},
    Section{SurveyFact::Kind::Starter, "What starts work", "starter", 6},
    Section{SurveyFact::Kind::SyncWait, "What blocks until a task is done",
            "sync-wait", 4},
    Section{SurveyFact::Kind::EventLoop, "What runs an event loop",
            "event-loop", 3},
    Section{SurveyFact::Kind::Pool, "Threads that may block", "pool", 3}};
constexpr size_t MostHelpers = 5, MostUnsure = 5, MostGaps = 4, MostCauses = 8;
} // namespace

Survey async_tidy::makeSurvey(const Report &R, std::vector<SurveyFact> Facts) {
  Survey S;
  S.Run = R.Run;
  S.Facts = std::move(Facts);
  std::sort(S.Facts.begin(), S.Facts.end(), [](const auto &A, const auto &B) {
    return std::tie(A.What, B.Places, A.Name, A.Detail) <
           std::tie(B.What, A.Places, B.Name, B.Detail);
  });
  std::map<std::pair<std::string, std::string>, SurveyCause> ByFact;
  for (const Finding &F : R.Findings) {
    if (F.Cause.Subject.empty())
      continue;
    SurveyCause &C = ByFact[{F.Cause.Kind, F.Cause.Fact}];
    if (C.Findings++ == 0) {
      C.Cause = F.Cause;
      C.Example = F.Where;
    }
    C.Functions.insert(F.Function);
    C.Checks.insert(F.Check);
  }
  for (auto &[Key, C] : ByFact)
    S.Causes.push_back(std::move(C));
  std::sort(S.Causes.begin(), S.Causes.end(), [](const auto &A, const auto &B) {
    return std::tie(B.Findings, A.Cause.Fact, A.Cause.Kind) <
           std::tie(A.Findings, B.Cause.Fact, B.Cause.Kind);
  });
  for (const RunNotification &N : R.Notifications)
    if (N.What == RunNotification::Kind::Gap ||
        N.What == RunNotification::Kind::UnitFailed)
      S.Notifications.push_back(N);
  return S;
}

std::string async_tidy::confirmingModel(const FindingCause &C) {
  static const std::map<std::string_view, std::pair<std::string, std::string>>
      Around = {{"lost-work", {"awaitables: [", "]"}},
                {"starter", {"spawn: [{name: ", ", kind: detach}]"}},
                {"throws", {"failures: {throwers: [", "]}"}},
                {"blocks", {"blocking: [{name: ", ", group: wait}]"}},
                {"thread-lock", {"locks: {guards: [", "]}"}},
                {"changes-thread", {"tasks: [{name: ", ", pinned: false}]"}},
                {"uses-later", {"lifetimes: {kept-arguments: [", "]}"}}};
  auto It = Around.find(C.Kind);
  if (It == Around.end() || C.Model.empty())
    return {};
  return It->second.first + C.Subject + It->second.second;
}

static bool isUnsure(std::string_view KnownBy) {
  return KnownBy == "signature" || KnownBy == "name";
}

static std::string counted(size_t N, std::string_view One,
                           std::string_view Many) {
  return std::to_string(N) + ' ' + std::string(N == 1 ? One : Many);
}

/// Writes the first \p Most of \p Lines below \p Title, and how many there are
/// besides; nothing if there are none.
static void writeLines(std::string_view Title,
                       const std::vector<std::string> &Lines, size_t Most,
                       std::ostream &OS) {
  if (Lines.empty())
    return;
  OS << '\n' << Title << '\n';
  for (size_t I = 0; I < Lines.size() && I < Most; ++I)
    OS << "  " << printable(Lines[I]) << '\n';
  if (Lines.size() > Most)
    OS << "  … and " << Lines.size() - Most << " more (--output json)\n";
}

static std::string lineFor(const SurveyFact &F) {
  std::string Line = F.Name + ": " + F.Detail + (F.Detail.empty() ? "" : "; ") +
                     counted(F.Places, "use", "uses") + ", known by " +
                     F.KnownBy;
  return Line;
}

static void writeCauses(const Survey &S, std::ostream &OS) {
  if (S.Causes.empty())
    return;
  OS << "\nFacts behind most findings\n";
  for (size_t I = 0; I < S.Causes.size() && I < MostCauses; ++I) {
    const SurveyCause &C = S.Causes[I];
    OS << "  " << counted(C.Findings, "finding", "findings") << ": "
       << printable(C.Cause.Fact) << " (known by " << C.Cause.KnownBy << ")\n";
    if (!C.Cause.Model.empty())
      OS << "    if not: " << printable(C.Cause.Model) << '\n';
    std::string Same = confirmingModel(C.Cause);
    if (isUnsure(C.Cause.KnownBy) && !Same.empty())
      OS << "    if so:  " << printable(Same) << '\n';
  }
  if (S.Causes.size() > MostCauses)
    OS << "  … and " << S.Causes.size() - MostCauses
       << " more (--output json)\n";
}

void async_tidy::writeSurveyText(const Survey &S, std::ostream &OS) {
  OS << counted(S.Run.UnitsAnalysed, "unit", "units") << " analysed, "
     << S.Run.UnitsFailed << " failed\n";
  for (const Section &Each : Sections) {
    std::vector<std::string> Lines;
    for (const SurveyFact &F : S.Facts)
      if (F.What == Each.What)
        Lines.push_back(lineFor(F));
    writeLines(Each.Title, Lines, Each.Most, OS);
  }
  std::vector<std::string> Helpers, Unsure, Gaps;
  for (const SurveyCause &C : S.Causes)
    if (C.Cause.Kind == "blocks" && C.Cause.KnownBy == "body")
      Helpers.push_back(C.Cause.Subject + ": reached by " +
                        counted(C.Functions.size(), "coroutine", "coroutines"));
  for (const SurveyFact &F : S.Facts)
    if (isUnsure(F.KnownBy))
      Unsure.push_back(lineFor(F));
  for (const SurveyCause &C : S.Causes)
    if (isUnsure(C.Cause.KnownBy))
      Unsure.push_back(C.Cause.Fact + "; known by " + C.Cause.KnownBy);
  PathMap Paths(S.Run.WorkingDirectory);
  for (const RunNotification &N : S.Notifications)
    Gaps.push_back(Paths.display(N.Path) +
                   (N.Line ? ":" + std::to_string(N.Line) : std::string()) +
                   ": " + N.Message);
  writeLines("Helpers that block", Helpers, MostHelpers, OS);
  writeLines("Not sure", Unsure, MostUnsure, OS);
  writeLines("Given up on", Gaps, MostGaps, OS);
  writeCauses(S, OS);
}

void async_tidy::writeSurveyJson(const Survey &S, std::ostream &OS) {
  PathMap Paths(S.Run.Root);
  Json Facts = Json::array(), Causes = Json::array(), Gaps = Json::array();
  for (const SurveyFact &F : S.Facts) {
    auto It =
        std::find_if(Sections.begin(), Sections.end(),
                     [&](const Section &Each) { return Each.What == F.What; });
    Facts.push_back({{"kind", It->Id},
                     {"name", F.Name},
                     {"detail", F.Detail},
                     {"knownBy", F.KnownBy},
                     {"places", F.Places}});
  }
  for (const SurveyCause &C : S.Causes) {
    Json Entry = causeJson(C.Cause);
    if (std::string Same = confirmingModel(C.Cause); !Same.empty())
      Entry["confirm"] = Same;
    Entry["findings"] = C.Findings;
    Entry["functions"] = C.Functions.size();
    Entry["checks"] = C.Checks;
    Entry["example"] = {{"path", Paths.display(C.Example.Path)},
                        {"line", C.Example.Begin.Line}};
    Causes.push_back(std::move(Entry));
  }
  for (const RunNotification &N : S.Notifications)
    Gaps.push_back({{"path", Paths.display(N.Path)},
                    {"line", N.Line},
                    {"message", N.Message}});
  Json Document = {{"format", "async-tidy-survey"},
                   {"version", FormatVersion},
                   {"units",
                    {{"analysed", S.Run.UnitsAnalysed},
                     {"failed", S.Run.UnitsFailed},
                     {"skipped", S.Run.UnitsSkipped}}},
                   {"facts", std::move(Facts)},
                   {"causes", std::move(Causes)},
                   {"notAnalysed", std::move(Gaps)}};
  OS << Document.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

/// "joins: [" and "]" around the entry of "joins: [app::f]".
static std::pair<std::string, std::string> frameOf(const FindingCause &C) {
  size_t At = C.Model.find(C.Subject);
  size_t Open = C.Model.rfind('[', At);
  size_t Close = C.Model.rfind(']');
  return {C.Model.substr(0, Open + 1), C.Model.substr(Close)};
}

void async_tidy::writeSurveyModel(const Survey &S, std::ostream &OS) {
  OS << "# What async-tidy believes of this code base, as the opposite of each "
        "fact that may be wrong.\n"
        "# Remove the '#' in front of an entry whose fact is wrong, then run "
        "with --model, or name\n"
        "# this file in the option AsyncModelFiles.\n"
        "library: project\n";
  std::map<std::pair<std::string, std::string>,
           std::vector<const SurveyCause *>>
      ByKey;
  for (const SurveyCause &C : S.Causes)
    if (!C.Cause.Model.empty())
      ByKey[frameOf(C.Cause)].push_back(&C);
  for (const auto &[Frame, Causes] : ByKey) {
    OS << '\n' << Frame.first << '\n';
    for (const SurveyCause *C : Causes) {
      const std::string &Model = C->Cause.Model;
      std::string Entry =
          Model.substr(Frame.first.size(),
                       Model.size() - Frame.first.size() - Frame.second.size());
      OS << "  # " << counted(C->Findings, "finding", "findings") << ": "
         << printable(C->Cause.Fact) << " (known by " << C->Cause.KnownBy
         << ")\n  # " << printable(Entry) << ",\n";
    }
    OS << Frame.second << '\n';
  }
}
