// SPDX-License-Identifier: BSL-1.0
// A plot as SVG: axes that are logarithmic where the plot says so, names at points, objectives as
// dashed lines. Colours are those of the page that it stands in, or its own.
#pragma once

#include <string>

#include "common/plot.hpp"

namespace calculator {

/// The colours, for light and for dark screens, as CSS.
std::string svg_colours();

/// An element <svg> for a page that has these colours.
std::string svg_element(const plot& p);
/// The same as a file of its own.
std::string svg_file(const plot& p);

}  // namespace calculator
