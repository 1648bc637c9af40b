// SPDX-License-Identifier: BSL-1.0
#include "cursor.hpp"

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <optional>
#include <set>
#include <sstream>

#include "width.hpp"

namespace calculator {

namespace {

location place(const location& above, const YAML::Mark& mark, const std::string& key) {
  return {above.file, mark.line + 1, mark.column + 1, key};
}

/// Runs a parser of scalars and says where it failed.
template <class Parse>
auto at(const location& where, const Parse& parse) {
  try {
    return parse();
  } catch (const std::invalid_argument& e) {
    where.fail(e.what());
  }
}

/// Letters of any script, and what belongs to them; not what directs or hides text.
bool is_of_names(char32_t c) {
  if (c < 0x80)
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view(" _-/").find(static_cast<char>(c)) != std::string_view::npos;
  constexpr char32_t refused[][2] = {{0x80, 0xA0},     {0x200B, 0x200C}, {0x200E, 0x200F},
                                     {0x2028, 0x202E}, {0x2060, 0x206F}, {0xFEFF, 0xFEFF},
                                     {0xFFF0, 0xFFFF}};
  return std::none_of(std::begin(refused), std::end(refused),
                      [c](const auto& r) { return c >= r[0] && c <= r[1]; });
}

bool is_merge(const YAML::Node& key) { return key.Tag() == "?" && key.Scalar() == "<<"; }

/// The entries of a map with those that merge keys bring.
class merged_entries {
 public:
  using entry = std::pair<std::string, cursor>;

  explicit merged_entries(location map) : map_(std::move(map)) {}

  void add_own(const YAML::Node& map) {
    for (const auto& item : map)
      if (item.first.IsScalar() && !is_merge(item.first)) {
        const std::string& key = item.first.Scalar();
        if (!seen_.insert(key).second) where_of(item.first).fail("is there twice");
      }
    for (const auto& item : map) add_item(item.first, item.second, false, 0);
  }
  [[nodiscard]] std::vector<entry>& list() { return list_; }

 private:
  [[nodiscard]] location where_of(const YAML::Node& key) const {
    const std::string& name = key.Scalar();
    return place(map_, key.Mark(), map_.key.empty() ? name : map_.key + "." + name);
  }
  void add_item(const YAML::Node& key, const YAML::Node& value, bool is_merged, int depth) {
    if (!key.IsScalar()) map_.fail("has a key that is not a single value");
    if (is_merge(key)) return merge(value, where_of(key), depth + 1);
    if (is_merged && !seen_.insert(key.Scalar()).second) return;  // the map's own
    list_.emplace_back(key.Scalar(), cursor(value, where_of(key)));
  }
  void merge(const YAML::Node& value, const location& where, int depth) {
    if (depth > 20 || ++merges_ > most_entries) where.fail("merges too many maps");
    if (value.IsSequence()) {
      for (const auto& map : value) merge(map, where, depth + 1);
      return;
    }
    if (!value.IsMap()) where.fail("must be a map, or a list of maps");
    for (const auto& item : value) add_item(item.first, item.second, true, depth);
    if (list_.size() > most_entries) where.fail("merges too many maps");
  }

  location map_;
  std::set<std::string> seen_;
  std::vector<entry> list_;
  std::size_t merges_ = 0;
};

}  // namespace

cursor::cursor(const YAML::Node& node, location where)
    : node_(std::make_shared<const YAML::Node>(node)), where_(std::move(where)) {}
cursor cursor::of_text(const std::string& text, location where) {
  return {YAML::Node(text), std::move(where)};
}

bool cursor::is_scalar() const { return node_->IsScalar(); }
bool cursor::is_map() const { return node_->IsMap(); }
bool cursor::is_empty() const { return node_->IsNull() || (node_->IsMap() && node_->size() == 0); }

std::string cursor::text() const {
  if (!node_->IsScalar()) fail(node_->IsNull() ? "has no value" : "must be a single value");
  if (node_->Scalar().size() > 500) fail("is longer than 500 characters");
  return node_->Scalar();
}

std::string cursor::line() const {
  std::string line = text();
  for (char& letter : line)
    if (static_cast<unsigned char>(letter) < ' ') letter = ' ';
  return line;
}

std::string cursor::name() const {
  std::string n = text();
  const auto letters = code_points(n);
  if (letters.empty() || letters.size() > 64) fail("a name has from 1 to 64 characters");
  for (const char32_t c : letters)
    if (!is_of_names(c)) fail("a name is made of letters, digits, blanks, '_', '-' and '/'");
  return n;
}

chance cursor::probability() const {
  return at(where_, [this] { return parse_probability(text()); });
}
hours cursor::duration() const {
  return at(where_, [this] { return parse_duration(text()); });
}
std::size_t cursor::count(std::size_t least, std::size_t most) const {
  return at(where_, [&] { return parse_count(text(), least, most); });
}
hours cursor::duration_or_zero() const {
  return at(where_, [this] { return parse_duration_or_zero(text()); });
}
hours cursor::mean_time() const {
  return at(where_, [this] { return parse_mean_time(text()); });
}
double cursor::amount() const {
  return at(where_, [this] { return parse_amount(text()); });
}

namespace {

/// Where the next document begins, and whether there is anything in it.
class document_start final : public YAML::EventHandler {
 public:
  [[nodiscard]] const std::optional<YAML::Mark>& content() const { return content_; }
  [[nodiscard]] const YAML::Mark& mark() const { return mark_; }

  void OnDocumentStart(const YAML::Mark& mark) override {
    mark_ = mark;
    content_.reset();
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& /*mark*/, YAML::anchor_t /*anchor*/) override {}
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override { see(mark); }
  void OnScalar(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                const std::string& /*value*/) override {
    see(mark);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& /*tag*/,
                       YAML::anchor_t /*anchor*/, YAML::EmitterStyle::value /*style*/) override {
    see(mark);
  }
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                  YAML::EmitterStyle::value /*style*/) override {
    see(mark);
  }
  void OnMapEnd() override {}

 private:
  void see(const YAML::Mark& mark) {
    if (!content_) content_ = mark;
  }

  YAML::Mark mark_;
  std::optional<YAML::Mark> content_;
};

/// Fails where anything stands in a document after the first. (YAML::LoadAll does not end where a
/// document is malformed so that the parser stays before it.)
void refuse_second_document(const std::string& text, const location& where) {
  std::istringstream in(text);
  YAML::Parser parser(in);
  document_start document;
  if (!parser.HandleNextDocument(document)) return;
  for (int before = document.mark().pos; parser.HandleNextDocument(document);) {
    if (document.content())
      place(where, *document.content(), "")
          .fail("a second document begins here (after ---), but a file has one");
    if (document.mark().pos <= before) return;
    before = document.mark().pos;
  }
}

}  // namespace

YAML::Node only_document(const std::string& text, const location& where) {
  const YAML::Node document = YAML::Load(text);
  refuse_second_document(text, where);
  if (!document || document.IsNull()) where.fail("the file is empty");
  return document;
}

void read_document(const std::string& text, const std::string& file, const std::string& keys,
                   const std::function<void(const cursor&)>& f) {
  const location where{file, 1, 1, ""};
  if (text.size() > longest_file) where.fail("the file is longer than 1 MiB");
  try {
    const cursor root(only_document(text, where), where);
    if (!root.is_map()) root.fail("must be a map with " + keys);
    f(root);
  } catch (const YAML::DeepRecursion& e) {
    location{file, e.mark.line + 1, e.mark.column + 1, ""}.fail(
        "is nested deeper than " + std::to_string(e.depth()) + " lists and maps");
  } catch (const YAML::ParserException& e) {
    location{file, e.mark.line + 1, e.mark.column + 1, ""}.fail(e.msg);
  } catch (const YAML::Exception& e) {
    where.fail(e.msg);
  }
}

std::vector<cursor> cursor::items() const {
  if (node_->IsSequence() && node_->size() == 0) fail("must not be empty");
  return any_items();
}

std::vector<cursor> cursor::any_items() const {
  if (!node_->IsSequence()) fail("must be a list");
  if (node_->size() > most_entries)
    fail("has more than " + std::to_string(most_entries) + " items");
  std::vector<cursor> list;
  for (std::size_t i = 0; i < node_->size(); ++i)
    list.emplace_back(
        (*node_)[i], place(where_, (*node_)[i].Mark(), where_.key + "[" + std::to_string(i) + "]"));
  return list;
}

std::vector<std::pair<std::string, cursor>> cursor::entries() const {
  if (!node_->IsMap()) fail("must be a map of keys and values");
  if (node_->size() == 0) fail("must not be empty");
  if (node_->size() > most_entries) fail("has more than " + std::to_string(most_entries) + " keys");
  merged_entries all(where_);
  all.add_own(*node_);
  return std::move(all.list());
}

namespace {

std::string why_unknown(const std::string& key, const std::vector<std::string>& known) {
  const bool has_mttf = std::find(known.begin(), known.end(), "mttf") != known.end();
  if (has_mttf && (key == "mtbf" || key == "MTBF"))
    return "has two meanings: the mean up time (as most data sheets), or from one failure to the "
           "next "
           "(IEC 60050-192); write the mean up time as mttf";
  return "unknown key" + suggestion(key, known);
}

}  // namespace

fields::fields(const cursor& map, const std::vector<std::string>& known) : map_(map) {
  for (auto& [key, value] : map.entries()) {
    if (std::find(known.begin(), known.end(), key) == known.end())
      value.fail(why_unknown(key, known));
    entries_.emplace(key, value);
  }
}

const cursor* fields::find(const std::string& key) const {
  const auto found = entries_.find(key);
  return found == entries_.end() ? nullptr : &found->second;
}

const cursor& fields::at(const std::string& key) const {
  const cursor* found = find(key);
  if (found == nullptr) map_.fail("needs the key " + key);
  return *found;
}

}  // namespace calculator
