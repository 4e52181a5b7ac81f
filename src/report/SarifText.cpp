// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "report/SarifText.h"

#include <algorithm>
#include <cctype>

using namespace async_tidy;

static bool isBlank(char C) { return C == ' ' || C == '\t' || C == '\n'; }

static std::string_view trim(std::string_view Text) {
  while (!Text.empty() && isBlank(Text.front()))
    Text.remove_prefix(1);
  while (!Text.empty() && isBlank(Text.back()))
    Text.remove_suffix(1);
  return Text;
}

static std::string sentence(std::string_view Clause) {
  std::string Result(trim(Clause));
  if (Result.empty())
    return Result;
  if (Result.front() >= 'a' && Result.front() <= 'z')
    Result.front() = static_cast<char>(Result.front() - 'a' + 'A');
  if (std::string_view(".!?").find(Result.back()) == std::string_view::npos)
    Result.push_back('.');
  return Result;
}

/// Where the clause at the start of \p Text ends: at a semicolon outside of
/// quotes and parentheses.
static size_t clauseEnd(std::string_view Text) {
  constexpr std::string_view Before = " ([{\"", After = " ,.;:!?)]}\"-";
  bool Quoted = false;
  int Depth = 0;
  for (size_t I = 0; I < Text.size(); ++I) {
    char C = Text[I];
    if (C == '\'' && !Quoted) {
      // An apostrophe follows a letter.
      Quoted = I == 0 || Before.find(Text[I - 1]) != std::string_view::npos;
    } else if (C == '\'') {
      Quoted = I + 1 < Text.size() &&
               After.find(Text[I + 1]) == std::string_view::npos;
    } else if (!Quoted && C == '(') {
      ++Depth;
    } else if (!Quoted && C == ')') {
      --Depth;
    } else if (!Quoted && Depth <= 0 && C == ';' && I + 1 < Text.size() &&
               isBlank(Text[I + 1])) {
      return I;
    }
  }
  return Text.size();
}

std::string async_tidy::sentences(std::string_view Message) {
  std::string Result;
  while (!Message.empty()) {
    size_t End = clauseEnd(Message);
    std::string Next = sentence(Message.substr(0, End));
    if (!Result.empty() && !Next.empty())
      Result.push_back(' ');
    Result += Next;
    Message.remove_prefix(std::min(End + 1, Message.size()));
  }
  return Result;
}

/// The length of "{digits}" at the start of \p Text, 0 if there is none.
static size_t placeholderLength(std::string_view Text) {
  size_t End = 1;
  while (End < Text.size() &&
         std::isdigit(static_cast<unsigned char>(Text[End])))
    ++End;
  return End > 1 && End < Text.size() && Text[End] == '}' ? End + 1 : 0;
}

std::string async_tidy::escapeSarif(std::string_view Text) {
  std::string Result;
  for (size_t I = 0; I < Text.size(); ++I) {
    if (Text[I] == '{') {
      if (size_t Length = placeholderLength(Text.substr(I))) {
        Result.append("{").append(Text.substr(I, Length)).append("}");
        I += Length - 1;
        continue;
      }
    }
    // "operator[](int)" has the form of a link.
    if (Text[I] == '[') {
      size_t Close = Text.find(']', I);
      if (Close != std::string_view::npos && Close + 1 < Text.size() &&
          Text[Close + 1] == '(')
        Result.push_back('\\');
    }
    Result.push_back(Text[I]);
  }
  return Result;
}

std::string async_tidy::linkTo(unsigned Id, std::string_view Text) {
  std::string Result = "[";
  for (char C : trim(Text)) {
    if (C == '[' || C == ']' || C == '\\')
      Result.push_back('\\');
    Result.push_back(C);
  }
  while (Result.ends_with('.'))
    Result.pop_back();
  return Result + "](" + std::to_string(Id) + ")";
}

/// \p Line without emphasis and link targets; `code` becomes 'code'.
static std::string plainLine(std::string_view Line) {
  std::string Result;
  bool InCode = false;
  for (size_t I = 0; I < Line.size(); ++I) {
    if (Line[I] == '`') {
      InCode = !InCode;
      Result.push_back('\'');
      continue;
    }
    if (!InCode && Line.substr(I).starts_with("**")) {
      ++I;
      continue;
    }
    size_t Middle =
        InCode || Line[I] != '[' ? std::string_view::npos : Line.find("](", I);
    size_t End =
        Middle == std::string_view::npos ? Middle : Line.find(')', Middle);
    if (End == std::string_view::npos) {
      Result.push_back(Line[I]);
      continue;
    }
    Result += plainLine(Line.substr(I + 1, Middle - I - 1));
    I = End;
  }
  return Result;
}

std::string async_tidy::plainText(std::string_view Markdown) {
  std::string Result;
  bool InFence = false;
  while (!Markdown.empty()) {
    size_t End = std::min(Markdown.find('\n'), Markdown.size());
    std::string_view Line = Markdown.substr(0, End);
    Markdown.remove_prefix(std::min(End + 1, Markdown.size()));
    if (Line.starts_with("```")) {
      InFence = !InFence;
      continue;
    }
    if (InFence) {
      Result.append(Line).push_back('\n');
      continue;
    }
    size_t Marks = Line.find_first_not_of('#');
    if (Marks != 0 && Marks != std::string_view::npos && Line[Marks] == ' ')
      Line.remove_prefix(Marks + 1);
    Result.append(plainLine(Line)).push_back('\n');
  }
  return std::string(trim(Result));
}

std::string async_tidy::absoluteLinks(std::string_view Markdown,
                                      std::string_view Folder) {
  std::string Result;
  bool InFence = false;
  for (size_t I = 0; I < Markdown.size(); ++I) {
    if ((I == 0 || Markdown[I - 1] == '\n') &&
        Markdown.substr(I).starts_with("```"))
      InFence = !InFence;
    Result.push_back(Markdown[I]);
    if (InFence || Markdown[I] != '(' || I == 0 || Markdown[I - 1] != ']')
      continue;
    std::string_view Target = Markdown.substr(I + 1);
    Target = Target.substr(0, Target.find(')'));
    if (Target.empty() || Target.front() == '#' || Target.front() == '/' ||
        Target.find_first_of(" ,") != std::string_view::npos ||
        Target.substr(0, Target.find('/')).find(':') != std::string_view::npos)
      continue;
    std::string_view Base = Folder;
    while (Target.starts_with("../")) {
      I += 3;
      Target.remove_prefix(3);
      Base = Base.substr(0, Base.rfind('/'));
    }
    Result.append(Base).push_back('/');
  }
  return Result;
}

std::string async_tidy::shortened(std::string_view Text, size_t Max) {
  if (Text.size() <= Max)
    return std::string(Text);
  size_t Sentence = Text.rfind(". ", Max - 1);
  if (Sentence != std::string_view::npos && Sentence + 1 <= Max)
    return std::string(Text.substr(0, Sentence + 1));
  constexpr std::string_view More = "…";
  size_t End = Max - More.size();
  while (End > 0 && (static_cast<unsigned char>(Text[End]) & 0xC0) == 0x80)
    --End;
  return std::string(Text.substr(0, End)).append(More);
}
