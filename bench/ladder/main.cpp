// SPDX-License-Identifier: BSL-1.0
// The ladders of all rooms, as a table and pictures.
//
//   ladder <folder of the benchmarks> <folder for the results> <commit> [full]
#include <filesystem>
#include <fstream>
#include <iostream>

#include "ladder.hpp"

namespace {

ladder::result climbed(const ladder::ladder& what, const std::string& programs, bool is_full) {
  auto sizes = what.quick;
  if (is_full) sizes.insert(sizes.end(), what.full.begin(), what.full.end());
  const double min_seconds = is_full ? 0.5 : 0.05;
  ladder::result r{.what = what, .rungs = {}};
  for (const auto& size : sizes) {
    std::cerr << what.benchmark << " " << size << std::endl;
    r.rungs.push_back({.size = size, .ours = {}, .peer = {}});
    auto& rung = r.rungs.back();
    rung.ours =
        ladder::measure(programs + "/" + what.program, what.benchmark + "/" + size, min_seconds);
    if (!what.peer.empty())
      rung.peer =
          ladder::measure(programs + "/" + what.peer_program, what.peer + "/" + size, min_seconds);
  }
  return r;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4 || argc > 5 || (argc == 5 && std::string(argv[4]) != "full")) {
    std::cerr << "usage: ladder PROGRAMS RESULTS COMMIT [full]\n";
    return 2;
  }
  const std::string folder = argv[2];
  std::filesystem::create_directories(folder);
  std::vector<ladder::result> results;
  for (const auto& what : ladder::all_ladders())
    results.push_back(climbed(what, argv[1], argc == 5));
  std::ofstream out(folder + "/ladders.md");
  out << ladder::as_markdown(results, argv[3]);
  out.close();
  if (!out) {
    std::cerr << folder << "/ladders.md cannot be written\n";
    return 2;
  }
  const std::string trouble = ladder::draw(results, folder);
  std::cout << folder << "/ladders.md"
            << (trouble.empty() ? ", time.svg, memory.svg, accuracy.svg" : "; " + trouble) << "\n";
  return 0;
}
