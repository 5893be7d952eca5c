// Nothing of CPython reaches Swift by this module: CPythonShim includes the headers itself. The module exists so
// that SwiftPM asks pkg-config for python3-embed's flags.
