// SPDX-License-Identifier: BSL-1.0
#include "svg.hpp"

#include <algorithm>
#include <cmath>

#include "axis.hpp"
#include "common/width.hpp"
#include "formats.hpp"

namespace calculator {

namespace {

// Small, so that letters are readable where a phone shows all of it.
constexpr double width = 460, plot_height = 250, right = 448, top = 12;
constexpr double letter = 7;  // the width of one, about
constexpr std::size_t colours = 6;

std::string number(double x) { return significant(std::round(10 * x) / 10, 6); }

std::string text_at(double x, double y, const std::string& anchor, const std::string& text,
                    const std::string& more = "") {
  return "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" text-anchor=\"" + anchor + "\"" +
         more + ">" + xml_text(text) + "</text>\n";
}
std::string line_between(double x1, double y1, double x2, double y2, const std::string& kind) {
  return "<line x1=\"" + number(x1) + "\" y1=\"" + number(y1) + "\" x2=\"" + number(x2) +
         "\" y2=\"" + number(y2) + "\" class=\"" + kind + "\"/>\n";
}

std::vector<double> drawn_values(const plot& p, bool of_x) {
  std::vector<double> values;
  for (const auto& c : p.curves)
    for (const auto& point : c.points)
      if (is_drawn(p, point)) values.push_back(of_x ? point.first : point.second);
  return values;
}

/// Where the letters of the y axis end.
double left_of(const plot& p, const axis& y) {
  std::size_t longest = 6;
  for (const auto& row : p.rows) longest = std::max(longest, display_width(row));
  if (p.rows.empty())
    for (const auto& m : y.marks()) longest = std::max(longest, display_width(m.text));
  return std::min(letter * static_cast<double>(longest) + 26, width / 2.5);
}

/// A name that fits, with "..." where it is cut.
std::string cut_to(const std::string& text, double room) {
  const auto most = static_cast<std::size_t>(std::max(room / letter, 4.0));
  if (display_width(text) <= most) return text;
  std::string cut;
  for (const char c : text) {
    const bool begins = (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    if (begins && display_width(cut) + 3 > most) break;
    cut += c;
  }
  return cut + "...";
}

class picture {
 public:
  explicit picture(const plot& p)
      : p_(p),
        height_(p.rows.empty() ? plot_height : 26.0 * static_cast<double>(p.rows.size()) + 20),
        y_(drawn_values(p, false), p.log_y, top + height_, top),
        left_(left_of(p, y_)),
        x_(drawn_values(p, true), p.log_x, left_, right) {}

  std::string element(const std::string& more) {
    std::string body = axes();
    std::size_t colour = 0;
    for (const auto& c : p_.curves) {
      body += drawn(c, c.drawn == curve::kind::limit ? "limit" : "c" + std::to_string(colour));
      if (c.drawn != curve::kind::limit) colour = (colour + 1) % colours;
    }
    double below = top + height_ + 46;
    body += written_ + legend(below);  // names above all lines
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + number(width) + " " +
           number(below) + "\" role=\"img\" class=\"plot\"><title>" + xml_text(p_.title) +
           "</title>\n" + more + body + "</svg>\n";
  }

 private:
  [[nodiscard]] double y_of(double value) const {
    return p_.rows.empty() ? y_.place(value) : top + 22 + 26 * value;
  }

  [[nodiscard]] std::string axes() const {
    std::string s;
    for (const auto& m : x_.marks()) {
      s += line_between(x_.place(m.value), top, x_.place(m.value), top + height_, "grid");
      s += text_at(x_.place(m.value), top + height_ + 16, "middle", m.text);
    }
    if (p_.rows.empty())
      for (const auto& m : y_.marks()) {
        s += line_between(left_, y_.place(m.value), right, y_.place(m.value), "grid");
        s += text_at(left_ - 6, y_.place(m.value) + 4, "end", m.text);
      }
    for (std::size_t i = 0; i < p_.rows.size(); ++i)
      s += text_at(left_ - 6, y_of(static_cast<double>(i)) + 4, "end",
                   cut_to(p_.rows[i], left_ - 8));
    s += line_between(left_, top + height_, right, top + height_, "axis");
    s += line_between(left_, top, left_, top + height_, "axis");
    s += text_at((left_ + right) / 2, top + height_ + 34, "middle", p_.x_label);
    const std::string middle = number(top + height_ / 2);
    if (!p_.y_label.empty())
      s += text_at(12, top + height_ / 2, "middle", p_.y_label,
                   " transform=\"rotate(-90 12 " + middle + ")\"");
    return s;
  }

  std::string drawn(const curve& c, const std::string& kind) {
    return c.drawn == curve::kind::dots        ? dots(c, kind)
           : p_.rows.empty() || kind[0] == 'c' ? path(c, kind)
                                               : ticks(c, kind);
  }
  /// Lines between points; a point that cannot be drawn is a gap.
  [[nodiscard]] std::string path(const curve& c, const std::string& kind) const {
    std::string d;
    bool is_gap = true;
    for (const auto& point : c.points) {
      if (is_drawn(p_, point)) {
        d +=
            (is_gap ? "M" : "L") + number(x_.place(point.first)) + " " + number(y_of(point.second));
        is_gap = false;
      } else {
        is_gap = true;
      }
    }
    return d.empty() ? "" : "<path d=\"" + d + "\" class=\"line " + kind + "\"/>\n";
  }
  /// An objective in each row.
  [[nodiscard]] std::string ticks(const curve& c, const std::string& kind) const {
    std::string s;
    for (const auto& point : c.points)
      if (is_drawn(p_, point))
        s += line_between(x_.place(point.first), y_of(point.second) - 10, x_.place(point.first),
                          y_of(point.second) + 10, "line " + kind);
    return s;
  }
  std::string dots(const curve& c, const std::string& kind) {
    std::string s;
    std::vector<std::size_t> drawn;
    for (std::size_t i = 0; i < c.points.size(); ++i) {
      if (!is_drawn(p_, c.points[i])) continue;
      const double x = x_.place(c.points[i].first), y = y_of(c.points[i].second);
      s += "<circle cx=\"" + number(x) + "\" cy=\"" + number(y) + "\" r=\"4.5\" class=\"dot " +
           kind + "\"/>\n";
      taken_.push_back({x - 5, x + 5, y + 4});
      if (i < c.names.size()) drawn.push_back(i);
    }
    for (const std::size_t i : drawn)
      written_ += name_beside(x_.place(c.points[i].first), y_of(c.points[i].second), c.names[i]);
    return s;
  }
  /// A name at a point: the nearest place to its right or left where nothing is yet.
  std::string name_beside(double x, double y, const std::string& name) {
    const double length = letter * static_cast<double>(display_width(name));
    const auto is_free = [&](const box& b) {
      return b.from >= left_ && b.to <= right && b.y >= top + 8 && b.y <= top + height_ - 4 &&
             std::none_of(taken_.begin(), taken_.end(), [&](const box& other) {
               return std::abs(other.y - b.y) < 13 && other.from < b.to && b.from < other.to;
             });
    };
    bool is_left = x + 8 + length > right;
    box at{is_left ? x - 8 - length : x + 8, is_left ? x - 8 : x + 8 + length, y + 4};
    for (int i = 0; i < 24 && !is_free(at); ++i) {  // right and left, then higher, lower
      const int row = (i / 2 + 1) / 2;
      is_left = i % 2 == 1;
      at = {is_left ? x - 8 - length : x + 8, is_left ? x - 8 : x + 8 + length,
            y + 4 + (i / 2 % 2 == 0 ? 14.0 : -14.0) * row};
    }
    taken_.push_back(at);
    return text_at(is_left ? at.to : at.from, at.y, is_left ? "end" : "start", name,
                   " class=\"name\"");
  }

  /// A line for each curve, below; `y` becomes the end.
  std::string legend(double& y) const {
    std::string s;
    std::size_t colour = 0;
    for (const auto& c : p_.curves) {
      const bool is_limit = c.drawn == curve::kind::limit;
      const std::string kind = is_limit ? "limit" : "c" + std::to_string(colour);
      if (!is_limit) colour = (colour + 1) % colours;
      y += 18;
      if (c.drawn == curve::kind::dots)
        s += "<circle cx=\"" + number(left_ + 10) + "\" cy=\"" + number(y - 4) +
             "\" r=\"4.5\" class=\"dot " + kind + "\"/>\n";
      else
        s += line_between(left_, y - 4, left_ + 20, y - 4, "line " + kind);
      s += text_at(left_ + 28, y, "start", cut_to(c.title, width - left_ - 30));
    }
    y += 10;
    return s;
  }

  struct box {
    double from, to, y;
  };

  const plot& p_;
  double height_;
  axis y_;
  double left_;
  axis x_;
  std::vector<box> taken_ = {};  ///< by points, and by names
  std::string written_ = {};     ///< the names
};

}  // namespace

std::string svg_colours() {
  return ":root{--ground:#fff;--ink:#1c1c1e;--faint:#d6d6da;--soft:#63636b;--limit:#c0263a;"
         "--c0:#1f5fbf;--c1:#b85c00;--c2:#197a43;--c3:#8a3ab9;--c4:#0a7b8c;--c5:#7a6a00}\n"
         "@media(prefers-color-scheme:dark){:root{--ground:#16171a;--ink:#ececf0;--faint:#3a3b41;"
         "--soft:#a5a6b0;--limit:#ff7d8a;--c0:#7fb2ff;--c1:#ffb066;--c2:#69d391;--c3:#d3a0f5;"
         "--c4:#5fd0e0;--c5:#e0d060}}\n"
         ".plot text{font:13px system-ui,sans-serif;fill:var(--ink)}.plot .grid{stroke:"
         "var(--faint)}.plot .axis{stroke:var(--soft)}.plot .line{fill:none;stroke-width:2}"
         ".plot .limit{stroke:var(--limit);stroke-dasharray:5 4;stroke-width:2}"
         ".plot .name{paint-order:stroke;stroke:var(--ground);stroke-width:3}\n"
         ".c0{--c:var(--c0)}.c1{--c:var(--c1)}.c2{--c:var(--c2)}.c3{--c:var(--c3)}"
         ".c4{--c:var(--c4)}.c5{--c:var(--c5)}.line:not(.limit){stroke:var(--c)}.dot{fill:var(--c)}"
         "\n";
}

std::string svg_element(const plot& p) { return picture(p).element(""); }

std::string svg_file(const plot& p) {
  return picture(p).element("<style>" + svg_colours() +
                            "</style>\n<rect width=\"100%\" height=\"100%\" "
                            "style=\"fill:var(--ground)\"/>\n");
}

}  // namespace calculator
