/// The fleet's own authority: its key and its certificate, what it signs, and what is believed of a
/// certificate that somebody shows. Reads and writes the files of its folder.
@NullMarked
package dev.lungfish.controller.authority;

import org.jspecify.annotations.NullMarked;
