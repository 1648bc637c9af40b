# SPDX-License-Identifier: BSL-1.0
# One export for each component, so that find_package(nines COMPONENTS core) never hears of Boost.
# All of it is text that fits every architecture: it goes under share/, not lib/.

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_DATADIR}/cmake/nines)

foreach(component IN ITEMS core nines)
  if(TARGET nines_${component})
    install(TARGETS nines_${component} EXPORT nines-${component}-targets FILE_SET HEADERS)
    install(EXPORT nines-${component}-targets NAMESPACE nines:: DESTINATION ${package_dir})
  endif()
endforeach()

if(NINES_COMPILED) # but for this
  install(TARGETS nines_compiled EXPORT nines-compiled-targets
          ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
  install(EXPORT nines-compiled-targets NAMESPACE nines::
          DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/nines)
endif()

configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/nines-config.cmake.in
                              ${PROJECT_BINARY_DIR}/nines-config.cmake
                              INSTALL_DESTINATION ${package_dir}
                              PATH_VARS CMAKE_INSTALL_LIBDIR
                              NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/nines-config-version.cmake
                                 COMPATIBILITY SameMajorVersion ARCH_INDEPENDENT)
install(FILES ${PROJECT_BINARY_DIR}/nines-config.cmake
              ${PROJECT_BINARY_DIR}/nines-config-version.cmake
        DESTINATION ${package_dir})
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/licenses/nines)
