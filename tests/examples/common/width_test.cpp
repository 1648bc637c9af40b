// SPDX-License-Identifier: BSL-1.0
#include "common/width.hpp"

#include <doctest/doctest.h>

#include "common/format.hpp"

using calculator::display_width;

TEST_CASE("how many columns a text takes") {
  CHECK(display_width("") == 0);
  CHECK(display_width("zone a") == 6);
  CHECK(display_width("Zürich") == 6);
  CHECK(display_width("서울") == 4);
  CHECK(display_width("東京-1") == 6);
  CHECK(display_width("ｱｲ") == 2);                  // half width
  CHECK(display_width("ＡＢ") == 4);                // full width
  CHECK(display_width("Zu\u0308rich") == 6);        // a combining diaeresis
  CHECK(display_width("\u1112\u1161\u11AB") == 2);  // a syllable of three letters of Hangul
  CHECK(display_width("ไม่") == 2);                  // Thai: a mark above
  CHECK(display_width("🚀") == 2);
  CHECK(display_width("👍🏽") == 2);  // with a tone of skin
  CHECK(display_width("👩\u200D💻") == 2);
  CHECK(display_width("❤") == 1);
  CHECK(display_width("❤\uFE0F") == 2);   // shown as a picture
  CHECK(display_width("🇰🇷") == 2);        // two letters of a flag
  CHECK(display_width("a\xFFz") == 3);    // a byte that is no letter
  CHECK(display_width("\xEC\x84") == 2);  // a letter cut off: two such bytes
  CHECK(display_width("\xC0\x80") == 2);  // too long for what it says
}

TEST_CASE("columns line up whatever the script") {
  const auto text = calculator::text_table(
      {"", "<>", {"zone", "down"}, {{"서울", "1 h"}, {"oslo", "2 h"}, {"🚀 x", "3 h"}}});
  CHECK(text == "  zone  down\n  서울   1 h\n  oslo   2 h\n  🚀 x   3 h\n");
}
