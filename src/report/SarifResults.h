// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_REPORT_SARIFRESULTS_H
#define ASYNC_TIDY_REPORT_SARIFRESULTS_H

#include "findings/PathMap.h"
#include "report/SarifRules.h"

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace async_tidy {

class SourceCache;

/// The name by which locations refer to the source root.
inline constexpr std::string_view SourceRootId = "SRCROOT";

/// Builds the array `results`.
class SarifResults {
public:
  SarifResults(const SarifRules &Rules, const PathMap &Paths,
               const SourceCache &Sources)
      : Rules(Rules), Paths(Paths), Sources(Sources) {}

  nlohmann::ordered_json result(const Finding &F);

  /// Relative to the source root, or a file URI outside of it.
  nlohmann::ordered_json artifactLocation(const std::string &Path) const;

private:
  nlohmann::ordered_json region(const Location &Where) const;
  nlohmann::ordered_json physicalLocation(const Location &Where) const;
  nlohmann::ordered_json primaryLocation(const Finding &F) const;
  nlohmann::ordered_json fixes(const Finding &F, FixSafety Safety) const;
  nlohmann::ordered_json codeFlow(const Finding &F) const;
  void addNotes(const Finding &F, nlohmann::ordered_json &Result) const;
  nlohmann::ordered_json fingerprints(const Finding &F);

  const SarifRules &Rules;
  const PathMap &Paths;
  const SourceCache &Sources;
  std::map<std::string, std::vector<std::string>, std::less<>> LineHashes;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_REPORT_SARIFRESULTS_H
