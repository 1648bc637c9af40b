// SPDX-License-Identifier: BSL-1.0
#include "explicit_files.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <map>
#include <nines/markov/chain/chain_builder.hpp>

namespace markov {

namespace {

constexpr std::size_t longest_model = std::size_t(1) << 31;
constexpr std::size_t most_states = 50'000'000;

/// The lines of a text that say something, with words and numbers.
class lines {
 public:
  explicit lines(const file_text& f) : file_(f) {}

  /// The next line that is neither empty nor a comment; false at the end.
  bool next() {
    while (position_ < file_.text.size()) {
      const std::size_t end = std::min(file_.text.find('\n', position_), file_.text.size());
      rest_ = std::string_view(file_.text).substr(position_, end - position_);
      position_ = end + 1;
      ++number_;
      if (!rest_.empty() && rest_.back() == '\r') rest_.remove_suffix(1);
      skip_blanks();
      if (!rest_.empty() && rest_[0] != '#') return true;
    }
    return false;
  }
  [[noreturn]] void fail(const std::string& reason) const {
    throw calculator::input_error(
        file_.name + ":" + std::to_string(std::max<std::size_t>(number_, 1)) + ": " + reason);
  }
  std::string_view rest() const { return rest_; }
  bool done() {
    skip_blanks();
    return rest_.empty();
  }
  /// Takes the text off the front of the line.
  void expect(char c) {
    skip_blanks();
    if (rest_.empty() || rest_[0] != c) fail(std::string("a '") + c + "' is missing");
    rest_.remove_prefix(1);
  }
  std::size_t index(const char* what, std::size_t limit) {
    const auto i = number<std::size_t>(what);
    if (!(i < limit))
      fail(std::string(what) + " is " + std::to_string(i) + ", but must be less than " +
           std::to_string(limit));
    return i;
  }
  template <class N>
  N number(const char* what) {
    skip_blanks();
    N n{};
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), n);
    if (error != std::errc()) fail(std::string(what) + " is not a number in range");
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return n;
  }
  /// A rate or reward: finite and not negative.
  double amount(const char* what) {
    const double x = number<double>(what);
    if (!(x >= 0 && x <= std::numeric_limits<double>::max()))
      fail(std::string(what) + " must be 0 or more, and finite");
    return x;
  }
  std::string quoted() {
    expect('"');
    const std::size_t end = rest_.find('"');
    if (end == std::string_view::npos) fail("a '\"' is missing");
    const std::string text(rest_.substr(0, end));
    rest_.remove_prefix(end + 1);
    return text;
  }

 private:
  void skip_blanks() {
    while (!rest_.empty() && (rest_[0] == ' ' || rest_[0] == '\t')) rest_.remove_prefix(1);
  }

  const file_text& file_;
  std::string_view rest_;
  std::size_t position_ = 0;
  std::size_t number_ = 0;
};

/// "n m", then m lines "from to rate [action]".
nines::chain_builder<> read_transitions(const file_text& file) {
  lines l(file);
  if (!l.next()) l.fail("must begin with the numbers of states and of transitions");
  const std::size_t states = l.index("the number of states", most_states);
  const auto count = l.number<std::size_t>("the number of transitions");
  if (states == 0) l.fail("a chain needs at least one state");
  nines::chain_builder<> b(states);
  std::size_t read = 0;
  for (; l.next(); ++read) {
    const std::size_t from = l.index("the source", states);
    const std::size_t to = l.index("the target", states);
    b.add(from, to, l.amount("the rate"));
  }
  if (read != count)
    l.fail("has " + std::to_string(read) + " transitions, but announces " + std::to_string(count));
  return b;
}

/// "(x,y)", then a line "17:(3,4)" for each state.
void read_names(const file_text& file, std::size_t states, nines::chain_builder<>& b) {
  lines l(file);
  if (!l.next()) l.fail("must begin with the names of the variables");
  std::vector<std::string> names(states);
  while (l.next()) {
    const std::size_t state = l.index("the state", states);
    l.expect(':');
    names[state] = std::string(l.rest());
  }
  for (std::size_t i = 0; i < states; ++i)
    if (names[i].empty()) names[i] = "state " + std::to_string(i);
  b.names(std::move(names));
}

/// 0="init" 1="up" ..., then a line "17: 0 1" for each state that has a label.
void read_labels(const file_text& file, std::size_t states, nines::chain_builder<>& b) {
  lines l(file);
  if (!l.next()) l.fail("must begin with the labels");
  std::map<std::size_t, std::string> names;
  while (!l.done()) {
    const auto id = l.number<std::size_t>("a label's number");
    l.expect('=');
    if (!names.emplace(id, l.quoted()).second) l.fail("a label's number is there twice");
  }
  std::map<std::size_t, std::vector<std::size_t>> members;
  while (l.next()) {
    const std::size_t state = l.index("the state", states);
    l.expect(':');
    while (!l.done()) {
      const auto id = l.number<std::size_t>("a label's number");
      if (!names.contains(id)) l.fail("there is no label " + std::to_string(id));
      members[id].push_back(state);
    }
  }
  for (const auto& [id, name] : names) b.label(name, members[id]);
}

/// "n k", then k lines "state reward".
void read_rewards(const file_text& file, std::size_t states, nines::chain_builder<>& b) {
  lines l(file);
  if (!l.next()) l.fail("must begin with the numbers of states and of rewards");
  if (const auto n = l.number<std::size_t>("the number of states"); n != states)
    l.fail("is for " + std::to_string(n) + " states, but the chain has " + std::to_string(states));
  std::string name = std::filesystem::path(file.name).stem().string();  // NAME.<reward>
  name.erase(0, name.find('.') + 1);
  while (l.next()) {
    const std::size_t state = l.index("the state", states);
    b.reward(name, state, l.amount("the reward"));
  }
}

file_text read(const std::string& path) {
  return {path, calculator::read_file_text(path, longest_model)};
}

}  // namespace

explicit_files find_files(const std::string& tra_path) {
  namespace fs = std::filesystem;
  explicit_files files{.transitions = read(tra_path)};
  const fs::path path(tra_path);
  const auto sibling = [&](const char* extension, std::vector<file_text>& into) {
    const fs::path other = fs::path(path).replace_extension(extension);
    if (fs::exists(other)) into.push_back(read(other.string()));
  };
  sibling(".sta", files.states);
  sibling(".lab", files.labels);
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".srew") && name.starts_with(path.stem().string() + "."))
      found.push_back(entry.path().string());
  }
  std::sort(found.begin(), found.end());
  for (const auto& name : found) files.rewards.push_back(read(name));
  return files;
}

nines::chain<double> read_explicit(const explicit_files& files, calculator::hours unit) {
  nines::chain_builder<> b = read_transitions(files.transitions);
  b.rates_per(unit);
  const std::size_t states = b.size();
  for (const auto& f : files.states) read_names(f, states, b);
  for (const auto& f : files.labels) read_labels(f, states, b);
  for (const auto& f : files.rewards) read_rewards(f, states, b);
  try {
    return b.build();
  } catch (const nines::domain_error& e) {
    throw calculator::input_error(files.transitions.name + ": " + e.what());
  }
}

}  // namespace markov
