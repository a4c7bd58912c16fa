/// The controller's configuration file: TOML, checked as a whole before anything of it is used.
@NullMarked
package dev.lungfish.controller.config;

import org.jspecify.annotations.NullMarked;
