@NullMarked
package dev.lungfish.cli.main;

import org.jspecify.annotations.NullMarked;
