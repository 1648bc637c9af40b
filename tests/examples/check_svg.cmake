# SPDX-License-Identifier: BSL-1.0
# Fails unless FILE is a picture with so many CURVES in it.
cmake_minimum_required(VERSION 3.25)
file(READ ${FILE} text)
string(REGEX MATCHALL "<g id=\"gnuplot_plot_[0-9]+\"" curves "${text}")
list(LENGTH curves count)
if(NOT count EQUAL CURVES OR NOT text MATCHES "<svg")
  message(FATAL_ERROR "${FILE} has ${count} curves")
endif()
message(STATUS "${FILE} has ${count} curves")
