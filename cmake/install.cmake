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
# pkg-config finds the headers from the place of its own file, so an installed tree can be moved.
set(pkgconfig_dir ${CMAKE_INSTALL_DATADIR}/pkgconfig)
if(IS_ABSOLUTE ${CMAKE_INSTALL_INCLUDEDIR} OR IS_ABSOLUTE ${pkgconfig_dir})
  set(pc_includedir ${CMAKE_INSTALL_FULL_INCLUDEDIR})
else()
  file(RELATIVE_PATH pc_includedir /prefix/${pkgconfig_dir} /prefix/${CMAKE_INSTALL_INCLUDEDIR})
  string(PREPEND pc_includedir "\${pcfiledir}/")
endif()
foreach(name IN ITEMS nines-core nines)
  if(name STREQUAL nines-core OR NOT NINES_CORE_ONLY)
    configure_file(${PROJECT_SOURCE_DIR}/cmake/${name}.pc.in ${PROJECT_BINARY_DIR}/${name}.pc
                   @ONLY)
    install(FILES ${PROJECT_BINARY_DIR}/${name}.pc DESTINATION ${pkgconfig_dir})
  endif()
endforeach()
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/licenses/nines)
