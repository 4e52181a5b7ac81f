#include "model/TranslationUnit.h"
using namespace async_tidy;
