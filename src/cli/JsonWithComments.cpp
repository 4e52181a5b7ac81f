// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/JsonWithComments.h"
#include "findings/TextPosition.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>

using namespace async_tidy;
using Json = nlohmann::json;

namespace {

/// The member that an edit is about, and where a new one goes.
struct Layout {
  bool HasObject = false;
  bool HasMembers = false;
  bool EndsWithComma = false;          ///< Behind the last member.
  size_t FirstKey = 0;                 ///< Where the first member begins.
  size_t LastValueEnd = 0;             ///< Behind the last member's value.
  size_t Close = 0;                    ///< Where the closing brace is.
  size_t ValueBegin = 0, ValueEnd = 0; ///< The wanted member's value, if any.
};

/// Reads a file once, from the front. The first error is kept; after it
/// everything fails.
class Reader {
public:
  Reader(std::string_view Text, std::string_view Key) : Text(Text), Key(Key) {}

  Layout readFile();
  /// Empty if the file could be read.
  const std::string &error() const { return Error; }

private:
  bool fail(const std::string &What);
  bool fail(size_t Where, const std::string &What) {
    At = Where;
    return fail(What);
  }
  bool skipSpace();
  bool next(char C) { return At < Text.size() && Text[At] == C; }
  bool readValue(unsigned Depth, Layout *Outermost = nullptr);
  bool readMembers(char Close, unsigned Depth, Layout *Outermost);
  bool readKey(size_t &Begin);
  bool readString();
  bool readWord();

  std::string_view Text, Key;
  size_t At = 0;
  std::string Error;
};

bool Reader::fail(const std::string &What) {
  if (!Error.empty())
    return false;
  Error = lineAndColumn(Text, At) + ": " + What;
  return false;
}

/// Spaces and comments. \returns false in a comment without an end.
bool Reader::skipSpace() {
  while (At < Text.size()) {
    if (std::string_view(" \t\r\n").find(Text[At]) != std::string_view::npos) {
      ++At;
    } else if (Text.substr(At, 2) == "//") {
      At = std::min(Text.find('\n', At), Text.size());
    } else if (Text.substr(At, 2) == "/*") {
      size_t End = Text.find("*/", At + 2);
      if (End == std::string_view::npos)
        return fail("a comment is not closed");
      At = End + 2;
    } else {
      break;
    }
  }
  return true;
}

bool Reader::readString() {
  size_t Begin = At++;
  while (At < Text.size() && Text[At] != '"' && Text[At] != '\n')
    At += Text[At] == '\\' ? 2 : 1;
  if (!next('"'))
    return fail(Begin, "a string is not closed");
  ++At;
  if (!Json::accept(Text.substr(Begin, At - Begin)))
    return fail(Begin, "not a JSON string");
  return true;
}

/// A number, true, false or null.
bool Reader::readWord() {
  size_t Begin = At;
  while (At < Text.size() &&
         std::string_view(" \t\r\n,:[]{}\"/").find(Text[At]) ==
             std::string_view::npos)
    ++At;
  if (Begin == At)
    return fail(At == Text.size() ? "the file ends within a value"
                                  : "a value is missing");
  if (!Json::accept(Text.substr(Begin, At - Begin)))
    return fail(Begin, "not a JSON value");
  return true;
}

bool Reader::readValue(unsigned Depth, Layout *Outermost) {
  if (Depth > 100)
    return fail("nested too deeply");
  if (next('"'))
    return readString();
  if (next('{'))
    return readMembers('}', Depth, Outermost);
  if (next('['))
    return readMembers(']', Depth, nullptr);
  return readWord();
}

/// A key with its colon. \p Begin is where the key begins.
bool Reader::readKey(size_t &Begin) {
  Begin = At;
  if (!next('"'))
    return fail("a key in double quotes is missing");
  if (!readString() || !skipSpace())
    return false;
  if (!next(':'))
    return fail("':' is missing");
  ++At;
  return skipSpace();
}

/// The members of an object or an array, from the opening bracket on.
bool Reader::readMembers(char Close, unsigned Depth, Layout *Outermost) {
  Layout Ignored;
  Layout &L = Outermost ? *Outermost : Ignored;
  ++At;
  while (true) {
    if (!skipSpace())
      return false;
    if (next(Close)) {
      L.Close = At++;
      return true;
    }
    if (L.HasMembers && !L.EndsWithComma)
      return fail(std::string("',' or '") + Close + "' is missing");
    size_t KeyBegin = At;
    bool IsWanted = false;
    if (Close == '}') {
      if (!readKey(KeyBegin))
        return false;
      size_t KeyEnd = Text.find('"', KeyBegin + 1) + 1;
      while (!Json::accept(Text.substr(KeyBegin, KeyEnd - KeyBegin)))
        KeyEnd = Text.find('"', KeyEnd) + 1; // A quote with a backslash.
      IsWanted = Json::parse(Text.substr(KeyBegin, KeyEnd - KeyBegin)) == Key;
    }
    size_t ValueBegin = At;
    if (!readValue(Depth + 1))
      return false;
    if (!L.HasMembers)
      L.FirstKey = KeyBegin;
    L.HasMembers = true;
    L.LastValueEnd = At;
    if (IsWanted) {
      // If there are several, the last one counts.
      L.ValueBegin = ValueBegin;
      L.ValueEnd = At;
    }
    if (!skipSpace())
      return false;
    L.EndsWithComma = next(',');
    At += L.EndsWithComma;
  }
}

Layout Reader::readFile() {
  Layout Result;
  if (Text.substr(0, 3) == "\xef\xbb\xbf")
    At = 3;
  if (!skipSpace() || At == Text.size())
    return Result;
  if (!next('{')) {
    fail("not an object: '{' is missing");
    return Result;
  }
  Result.HasObject = true;
  if (readValue(0, &Result) && skipSpace() && At != Text.size())
    fail("something follows the closing '}'");
  return Result;
}

} // namespace

/// The spaces in front of \p At if nothing else is in its line.
static std::string indentAt(std::string_view Text, size_t At) {
  size_t LineStart = Text.substr(0, At).rfind('\n') + 1;
  std::string_view Indent = Text.substr(LineStart, At - LineStart);
  bool OnlySpace = Indent.find_first_not_of(" \t") == std::string_view::npos;
  return std::string(LineStart != 0 && OnlySpace ? Indent : "    ");
}

JsonEdit async_tidy::withMember(std::string_view File, std::string_view Key,
                                std::string_view Value) {
  Reader R(File, Key);
  Layout L = R.readFile();
  if (!R.error().empty())
    return {"", R.error()};
  std::string NewValue =
      Json(Value).dump(-1, ' ', false, Json::error_handler_t::replace);
  std::string Member = Json(Key).dump() + ": " + NewValue;
  std::string Text(File);
  if (L.ValueEnd != 0)
    return {Text.replace(L.ValueBegin, L.ValueEnd - L.ValueBegin, NewValue),
            ""};

  std::string NewLine = File.find("\r\n") != File.npos ? "\r\n" : "\n";
  if (!L.HasObject) {
    if (!Text.empty() && Text.back() != '\n' && Text != "\xef\xbb\xbf")
      Text += NewLine;
    return {Text + "{" + NewLine + "    " + Member + NewLine + "}" + NewLine,
            ""};
  }
  // Behind everything, comments included, that is in the object.
  size_t End = File.substr(0, L.Close).find_last_not_of(" \t\r\n") + 1;
  bool OneLine = File.substr(End, L.Close - End).find('\n') == File.npos;
  std::string Indent =
      L.HasMembers ? indentAt(File, L.FirstKey) : std::string("    ");
  if (!OneLine)
    Text.insert(End, NewLine + Indent + Member);
  else if (File[End - 1] == '{')
    Text.replace(End, L.Close - End, NewLine + Indent + Member + NewLine);
  else
    Text.insert(End, " " + Member);
  if (L.HasMembers && !L.EndsWithComma)
    Text.insert(L.LastValueEnd, ",");
  return {Text, ""};
}
