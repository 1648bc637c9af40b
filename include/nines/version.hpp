// SPDX-License-Identifier: BSL-1.0
// The version of the library, for the preprocessor and for people.
//
//   #if NINES_VERSION < 200       // major * 10000 + minor * 100 + patch: this is older than 0.2.0
//
// A release that renames or removes something public changes the minor number until 1.0.0, the
// major number from then on. CHANGELOG.md says what changed.
#pragma once

#define NINES_VERSION_MAJOR 0
#define NINES_VERSION_MINOR 1
#define NINES_VERSION_PATCH 0

/// One number that grows with the version: 10203 is 1.2.3.
#define NINES_VERSION \
  (NINES_VERSION_MAJOR * 10000 + NINES_VERSION_MINOR * 100 + NINES_VERSION_PATCH)

/// The same as text, "major.minor.patch".
#define NINES_VERSION_STRING "0.1.0"
