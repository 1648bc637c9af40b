// SPDX-License-Identifier: BSL-1.0
// Curves as a picture: an SVG file, drawn by gnuplot.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace calculator {

struct curve {
  std::string title;
  std::vector<std::pair<double, double>> points;
};

struct plot {
  std::string title;
  std::string x_label;
  std::string y_label;
  bool log_x = false;
  bool log_y = false;
  std::vector<curve> curves;
};

/// Draws the plot, after the report: nothing that fails here may lose that. Throws input_error when
/// gnuplot is not there or the file cannot be written.
void write_svg(const plot& p, const std::string& path);

}  // namespace calculator
