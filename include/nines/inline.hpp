// SPDX-License-Identifier: BSL-1.0
// NINES_INLINE: what makes a function that is no template belong to many files, or to one.
//
// Long functions that are no templates stand in headers <nines/<room>/impl/...>. The header that
// declares them includes that at its end: one is inline in each file. With NINES_COMPILED, which
// the target nines::compiled defines, it does not; they are compiled once, in that target.
#pragma once

#ifdef NINES_COMPILED
#define NINES_INLINE
#else
#define NINES_INLINE inline
#endif
