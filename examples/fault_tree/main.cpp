// SPDX-License-Identifier: BSL-1.0
#include "command.hpp"

int main(int argc, char** argv) { return fault_tree::command(argc, argv); }
