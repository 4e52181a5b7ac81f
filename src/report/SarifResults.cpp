// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "report/SarifResults.h"
#include "findings/SourceCache.h"
#include "report/CauseJson.h"
#include "report/LineHash.h"
#include "report/SarifText.h"
#include "report/Uri.h"

#include <algorithm>

using namespace async_tidy;
using Json = nlohmann::ordered_json;

/// What GitHub shows of one result.
static constexpr size_t RelatedLimit = 100;
static constexpr size_t StepLimit = 1000;

Json SarifResults::artifactLocation(const std::string &Path) const {
  if (auto Relative = Paths.relative(Path))
    return {{"uri", percentEncoded(*Relative)}, {"uriBaseId", SourceRootId}};
  return {{"uri", fileUri(Paths.canonical(Path))}};
}

Json SarifResults::region(const Location &Where) const {
  const SourceFile &File = Sources.get(Where.Path);
  Position Begin = Where.Begin, End = std::max(Where.End, Where.Begin);
  Begin.Line = std::max(Begin.Line, 1u);
  End.Line = std::max(End.Line, 1u);
  unsigned BeginColumn = File.utf16Column(Begin);
  unsigned EndColumn = File.utf16Column(End);
  return {{"startLine", Begin.Line},
          {"startColumn", BeginColumn},
          {"endLine", End.Line},
          {"endColumn", End.Line == Begin.Line
                            ? std::max(BeginColumn, EndColumn)
                            : EndColumn}};
}

Json SarifResults::physicalLocation(const Location &Where) const {
  return {{"artifactLocation", artifactLocation(Where.Path)},
          {"region", region(Where)}};
}

Json SarifResults::primaryLocation(const Finding &F) const {
  Json Result = {{"physicalLocation", physicalLocation(F.Where)}};
  if (!F.Function.empty())
    Result["logicalLocations"] = Json::array(
        {{{"fullyQualifiedName", F.Function}, {"kind", "function"}}});
  return Result;
}

Json SarifResults::fixes(const Finding &F, FixSafety Safety) const {
  Json Result = Json::array();
  for (const Fix &X : F.Fixes) {
    if (X.Safety != Safety || X.Edits.empty())
      continue;
    // Without the text columns cannot be converted, and an edit at the wrong
    // place is worse than none.
    if (std::any_of(X.Edits.begin(), X.Edits.end(), [&](const Edit &E) {
          return !Sources.get(E.Where.Path).readable();
        }))
      continue;
    std::map<std::string, Json> Changes;
    for (const Edit &E : X.Edits) {
      Json &Change = Changes[E.Where.Path];
      if (Change.is_null())
        Change = {{"artifactLocation", artifactLocation(E.Where.Path)},
                  {"replacements", Json::array()}};
      Change["replacements"].push_back(
          {{"deletedRegion", region(E.Where)},
           {"insertedContent", {{"text", E.Text}}}});
    }
    Json Entry = {{"description", {{"text", sentences(X.Description)}}},
                  {"artifactChanges", Json::array()}};
    for (auto &[Path, Change] : Changes)
      Entry["artifactChanges"].push_back(std::move(Change));
    Result.push_back(std::move(Entry));
  }
  return Result;
}

/// The finding's place, then its notes: GitHub shows them as numbered steps.
Json SarifResults::codeFlow(const Finding &F) const {
  auto Step = [this](const Location &Where, std::string_view Message) -> Json {
    return {{"location",
             {{"physicalLocation", physicalLocation(Where)},
              {"message", {{"text", escapeSarif(sentences(Message))}}}}}};
  };
  Json Steps = Json::array({Step(F.Where, F.Message)});
  for (const Note &N : F.Notes)
    if (!N.Where.Path.empty() && Steps.size() < StepLimit)
      Steps.push_back(Step(N.Where, N.Message));
  Json Flow = {{"locations", std::move(Steps)}};
  return {{"threadFlows", Json::array({std::move(Flow)})}};
}

/// Notes with a place become related locations that the message links to; the
/// others become part of the message.
void SarifResults::addNotes(const Finding &F, Json &Result) const {
  std::string Text = escapeSarif(sentences(F.Message)), Links;
  Json Related = Json::array();
  for (const Note &N : F.Notes) {
    if (N.Where.Path.empty()) {
      Text += ' ' + escapeSarif(sentences(N.Message));
      continue;
    }
    if (Related.size() == RelatedLimit)
      continue;
    auto Id = static_cast<unsigned>(Related.size() + 1);
    Links += (Links.empty() ? " See " : ", ") + linkTo(Id, N.Message);
    Related.push_back(
        {{"id", Id},
         {"physicalLocation", physicalLocation(N.Where)},
         {"message", {{"text", escapeSarif(sentences(N.Message))}}}});
  }
  if (!Links.empty())
    Text += Links + '.';
  Result["message"] = {{"text", Text}};
  Result["locations"] = Json::array({primaryLocation(F)});
  if (Related.empty())
    return;
  Result["relatedLocations"] = std::move(Related);
  Result["codeFlows"] = Json::array({codeFlow(F)});
}

Json SarifResults::fingerprints(const Finding &F) {
  Json Result = Json::object();
  const SourceFile &File = Sources.get(F.Where.Path);
  if (File.readable()) {
    auto It = LineHashes.find(F.Where.Path);
    if (It == LineHashes.end())
      It = LineHashes.emplace(F.Where.Path, lineHashes(File.text())).first;
    unsigned Line = std::max(F.Where.Begin.Line, 1u);
    if (Line <= It->second.size())
      Result["primaryLocationLineHash"] = It->second[Line - 1];
  }
  if (!F.Fingerprint.empty())
    Result["asyncTidy/v1"] = F.Fingerprint;
  return Result;
}

Json SarifResults::result(const Finding &F) {
  Json Result = {{"ruleId", F.Check},
                 {"ruleIndex", Rules.Index.at(F.Check)},
                 {"level", sarifLevel(F.Level)}};
  addNotes(F, Result);
  if (Json Prints = fingerprints(F); !Prints.empty())
    Result["partialFingerprints"] = std::move(Prints);
  // Consumers apply what stands in `fixes` at one click. What a person must
  // look at first stays out of there.
  if (Json Safe = fixes(F, FixSafety::Safe); !Safe.empty())
    Result["fixes"] = std::move(Safe);
  // A result has no member for what to do about it; `fixes` needs edits.
  if (!F.Help.empty())
    Result["properties"]["help"] = sentences(F.Help);
  if (!F.Cause.Kind.empty())
    Result["properties"]["cause"] = causeJson(F.Cause);
  if (Json Unsafe = fixes(F, FixSafety::Unsafe); !Unsafe.empty())
    Result["properties"]["suggestions"] = std::move(Unsafe);
  return Result;
}
