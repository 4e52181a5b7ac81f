// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_REPORT_TEXTSTYLE_H
#define ASYNC_TIDY_REPORT_TEXTSTYLE_H

#include "findings/Finding.h"

#include <iosfwd>
#include <string>
#include <string_view>

namespace async_tidy {

class PathMap;
struct Report;

/// ANSI escapes, or nothing when colours are off.
class Style {
public:
  explicit Style(bool Colour) : Colour(Colour) {}

  std::string severity(Severity S, std::string_view Text) const;
  std::string bold(std::string_view Text) const { return wrap("1", Text); }
  std::string dim(std::string_view Text) const { return wrap("2", Text); }
  std::string note(std::string_view Text) const { return wrap("36", Text); }
  std::string added(std::string_view Text) const { return wrap("32", Text); }
  std::string failure(std::string_view Text) const {
    return wrap("1;31", Text);
  }

private:
  std::string wrap(std::string_view Code, std::string_view Text) const;
  bool Colour;
};

/// "path:line:column", which terminals and editors make a link.
std::string clickable(const PathMap &Paths, const Location &Where);

/// What both text formats write below the findings: one line for each
/// notification, and one that counts.
void writeNotifications(const Report &R, const PathMap &Paths, const Style &S,
                        std::ostream &OS);
void writeSummary(const Report &R, const Style &S, std::ostream &OS);

} // namespace async_tidy

#endif // ASYNC_TIDY_REPORT_TEXTSTYLE_H
