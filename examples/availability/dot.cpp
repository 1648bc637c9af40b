// SPDX-License-Identifier: BSL-1.0
// The picture: regions and zones as boxes with what stands in them, the paths on the left. A node
// is the redder, the larger the share of the downtime that is gone if it were perfect, on the path
// that suffers most; a double frame is a single point of failure. Services that only join others
// are ellipses, dashed edges are alternatives or only needed by a share of the requests.
#include <algorithm>
#include <array>
#include <ostream>
#include <set>

#include "architecture.hpp"
#include "common/format.hpp"
#include "report.hpp"

namespace availability {

namespace {

constexpr std::array<const char*, 6> path_colours = {"#1f77b4", "#2ca02c", "#9467bd",
                                                     "#ff7f0e", "#17becf", "#8c564b"};
constexpr std::array<const char*, 5> heat = {"#ffffff", "#fff3d6", "#ffd9a8", "#ffb088", "#f58370"};

using source = origin::source;

class picture {
 public:
  picture(std::ostream& out, const report& r)
      : out_(out), r_(r), a_(r.about), users_(a_.services.size()) {
    for (std::size_t p = 0; p < a_.paths.size(); ++p)
      for (const auto& d : a_.paths[p].needs) mark_users(d.service, p);
  }

  void draw() {
    out_ << "digraph architecture {\n"
            "  rankdir=LR; compound=true; nodesep=0.25; ranksep=0.9;\n"
            "  graph [fontname=\"Helvetica\", labelloc=t, label=\""
         << dot_escaped(a_.title)
         << "\"];\n"
            "  node [fontname=\"Helvetica\", fontsize=11, shape=box, style=\"rounded,filled\", "
            "fillcolor=white];\n"
            "  edge [fontname=\"Helvetica\", fontsize=9];\n";
    for (std::size_t p = 0; p < a_.paths.size(); ++p) draw_path(p);
    out_ << "  { rank=source;";
    for (std::size_t p = 0; p < a_.paths.size(); ++p) out_ << " path" << p << ";";
    out_ << " }\n";
    for (std::size_t r = 0; r < a_.regions.size(); ++r) draw_region(r);
    for (std::size_t s = 0; s < a_.services.size(); ++s)
      if (!is_inside(s)) draw_service(s, "  ");
    for (std::size_t s = 0; s < a_.services.size(); ++s) draw_edges(s);
    out_ << "}\n";
  }

 private:
  /// The paths that use a service, directly or through others.
  void mark_users(std::size_t s, std::size_t path) {
    if (!users_[s].insert(path).second) return;
    for (const auto& d : a_.services[s].needs) mark_users(d.service, path);
    if (a_.services[s].any)
      for (const auto& d : a_.services[s].any->of) mark_users(d.service, path);
  }

  static std::string service_id(std::size_t s) { return "service" + std::to_string(s); }
  static std::string instance_id(std::size_t s, std::size_t zone) {
    return service_id(s) + "_zone" + std::to_string(zone);
  }

  /// Pinned to one zone or in a region: drawn there; instances in several zones: each in its own.
  [[nodiscard]] bool is_inside(std::size_t s) const {
    return a_.services[s].region || a_.services[s].instances.size() == 1;
  }

  /// The worst of the origins of a thing over all paths: fill colour and frame.
  [[nodiscard]] std::string analysis(const std::vector<source>& kinds, std::size_t index) const {
    double share = 0;
    bool single = false;
    for (const auto& p : r_.now.paths)
      for (const auto& c : p.parts)
        if (c.part.index == index &&
            std::find(kinds.begin(), kinds.end(), c.part.what) != kinds.end()) {
          share = std::max(share, c.share.value());
          single = single || c.single_point;
        }
    const std::size_t level = share < 0.01   ? 0
                              : share < 0.05 ? 1
                              : share < 0.2  ? 2
                              : share < 0.5  ? 3
                                             : 4;
    return std::string("fillcolor=\"") + heat[level] + "\"" + (single ? ", peripheries=2" : "");
  }
  [[nodiscard]] std::string service_analysis(std::size_t s) const {
    return analysis({source::service, source::service_common, source::failover}, s);
  }

  static std::string figure(const part& p) {
    return human_percent(p.up) + (p.mttr ? "\\nMTTR " + human_time(*p.mttr) : "");
  }

  void draw_path(std::size_t p) {
    const auto& f = r_.now.paths[p];
    const char* colour = path_colours[p % path_colours.size()];
    out_ << "  path" << p << " [style=filled, fontcolor=white, fillcolor=\"" << colour
         << "\", label=\"" << f.name << "\\n"
         << human_percent(f.up)
         << (f.met.is_met() ? ""
                            : (f.met.is_missed() ? "\\nmisses " : "\\nmay miss ") +
                                  human_percent(*f.objective))
         << "\"];\n";
    for (const auto& d : a_.paths[p].needs)
      draw_edge("path" + std::to_string(p), d, colour, d.needed.complement() > 0);
  }

  void draw_region(std::size_t r) {
    const region& region = a_.regions[r];
    out_ << "  subgraph cluster_region" << r << " {\n    "
         << box(region.name, region.self, analysis({source::region, source::region_common}, r));
    for (std::size_t s = 0; s < a_.services.size(); ++s)
      if (a_.services[s].region == r) draw_service(s, "    ");
    for (const auto z : region.zones) draw_zone(z);
    out_ << "  }\n";
  }
  static std::string box(const std::string& name, const part& p, const std::string& analysis) {
    const std::string figure = p.up.complement() > 0 ? "  " + human_percent(p.up) : "";
    return "graph [style=\"rounded,filled\", color=\"#888888\", " + analysis + ", label=\"" + name +
           figure + "\"];\n";
  }

  void draw_zone(std::size_t z) {
    out_ << "    subgraph cluster_zone" << z << " {\n      "
         << box(a_.zones[z].name, a_.zones[z].self, analysis({source::zone}, z)) << "      zone"
         << z << " [style=invis, shape=point, width=0.01];\n";  // an empty zone is drawn too
    for (std::size_t s = 0; s < a_.services.size(); ++s)
      for (const auto& placed : a_.services[s].instances)
        if (placed.zone == z) draw_placement(s, placed);
    out_ << "    }\n";
  }

  void draw_placement(std::size_t s, const placement& placed) {
    if (is_inside(s)) return draw_service(s, "      ");
    out_ << "      " << instance_id(s, placed.zone) << " [" << analysis({source::service}, s)
         << ", label=\"" << a_.services[s].name
         << (placed.count > 1 ? " x " + std::to_string(placed.count) : "") << "\"];\n";
  }

  void draw_service(std::size_t s, const char* indent) {
    const service& service = a_.services[s];
    std::string label = service.name;
    if (service.instance_count() > 1)
      label +=
          "\\n" + std::to_string(service.need) + " of " + std::to_string(service.instance_count());
    if (service.any)
      label += "\\n" + std::to_string(service.any->need) + " of " +
               std::to_string(service.any->of.size());
    if (service.own) label += "\\n" + figure(*service.own);
    out_ << indent << service_id(s) << " [" << service_analysis(s)
         << (service.own ? "" : ", shape=ellipse, style=filled") << ", label=\"" << label
         << "\"];\n";
  }

  void draw_edges(std::size_t s) {
    const service& service = a_.services[s];
    if (users_[s].empty()) return;
    std::string colours;  // one line a path, side by side
    for (const auto p : users_[s])
      (colours += colours.empty() ? "" : ":") += path_colours[p % path_colours.size()];
    if (!is_inside(s))
      for (const auto& placed : service.instances)
        out_ << "  " << service_id(s) << " -> " << instance_id(s, placed.zone) << " [color=\""
             << colours << "\", style=dashed];\n";
    for (const auto& d : service.needs)
      draw_edge(service_id(s), d, colours, d.needed.complement() > 0);
    if (service.any)
      for (const auto& d : service.any->of) draw_edge(service_id(s), d, colours, true);
  }

  void draw_edge(const std::string& from, const dependency& d, const std::string& colour,
                 bool dashed) {
    out_ << "  " << from << " -> " << service_id(d.service) << " [color=\"" << colour << "\""
         << (dashed ? ", style=dashed" : "");
    if (d.needed.complement() > 0) out_ << ", label=\"" << human_percent(d.needed) << "\"";
    out_ << "];\n";
  }

  std::ostream& out_;
  const report& r_;
  const architecture& a_;
  std::vector<std::set<std::size_t>> users_;
};

}  // namespace

void write_dot(std::ostream& out, const report& r) { picture(out, r).draw(); }

}  // namespace availability
