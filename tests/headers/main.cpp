// SPDX-License-Identifier: BSL-1.0
// Linking is the test: a function that is not inline would be defined twice.

int all_headers_one();
int all_headers_other();

int main() { return all_headers_one() + all_headers_other() == 2 ? 0 : 1; }
