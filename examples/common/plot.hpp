// SPDX-License-Identifier: BSL-1.0
// Curves and points as a picture: in a page as SVG of our own, or in a file, drawn by gnuplot.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace calculator {

struct curve {
  std::string title;
  std::vector<std::pair<double, double>> points;
  enum class kind { line, dots, limit } drawn = kind::line;  ///< limit: an objective, dashed
  std::vector<std::string> names = {};                       ///< of the points, beside them
};

struct plot {
  std::string title;
  std::string x_label;
  std::string y_label;
  bool log_x = false;
  bool log_y = false;
  std::vector<curve> curves;
  std::vector<std::string> rows = {};  ///< names along the y axis, of 0, 1 and so on from the top
};

/// Whether a point of a plot can be drawn: finite, and on a logarithmic axis positive.
bool is_drawn(const plot& p, const std::pair<double, double>& point);

/// A value where it is not less than what the axis shows, and else a gap: nobody is to read a floor
/// as a value.
double or_gap(double value, double least);

/// Draws a picture into a file, after the report: nothing that fails here may lose that. What there
/// is to say of it: that gnuplot is not there, and it was drawn without. Throws input_error where
/// the file cannot be written.
std::vector<std::string> write_svg(const std::function<plot()>& picture, const std::string& path);

}  // namespace calculator
