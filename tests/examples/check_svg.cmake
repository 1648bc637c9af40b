# SPDX-License-Identifier: BSL-1.0
# Fails unless FILE is a picture with two curves in it, or more.
cmake_minimum_required(VERSION 3.25)
file(READ ${FILE} text)
string(REGEX MATCHALL "<g id=\"gnuplot_plot_[0-9]+\"" curves "${text}")
list(LENGTH curves count)
if(count LESS 2 OR NOT text MATCHES "<svg")
  message(FATAL_ERROR "${FILE} has ${count} curves")
endif()
message(STATUS "${FILE} has ${count} curves")
