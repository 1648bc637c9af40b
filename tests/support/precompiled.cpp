// SPDX-License-Identifier: BSL-1.0
// The source that the precompiled headers belong to; main.cpp must read doctest by itself.
