// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "findings/Pipeline.h"
#include "findings/CanonicalPaths.h"
#include "findings/Dedupe.h"
#include "findings/Fingerprint.h"
#include "findings/Sort.h"

using namespace async_tidy;

std::vector<Stage> async_tidy::findingStages(const PipelineSetup &Setup) {
  const SourceCache &Sources = Setup.Sources;
  const PathMap &Paths = Setup.Paths;
  std::vector<Stage> Stages;
  auto Then = [&](std::string_view Name,
                  std::function<void(FindingList &)> Run) {
    Stages.push_back({Name, std::move(Run)});
  };

  // All others compare paths.
  Then("canonical-paths",
       [&](FindingList &L) { canonicalizePaths(L.Findings, Paths); });
  // Before anything acts on a finding or counts it: a mistake in a header is
  // mended once, however many units see it.
  Then("dedupe", [](FindingList &L) { dedupe(L.Findings); });
  Then("sort", [](FindingList &L) { sortFindings(L.Findings); });
  // Numbers equal lines in the order of the report. A stage that compares
  // fingerprints with an earlier run's belongs behind this one.
  Then("fingerprint",
       [&](FindingList &L) { fingerprint(L.Findings, Sources, Paths); });
  // Any stage may have added some.
  Then("sort-notifications",
       [](FindingList &L) { sortNotifications(L.Notifications); });
  return Stages;
}

void async_tidy::finishFindings(FindingList &List, const PipelineSetup &Setup) {
  for (const Stage &S : findingStages(Setup))
    S.Run(List);
}
