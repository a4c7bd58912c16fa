/// Writes a host as a folder that [dev.lungfish.linux.tree.HostTree] reads as a recorded machine,
/// without what identifies the host or its people. docs/record-format.md describes the folder.
///
/// What is recorded is listed, never what is not: a file that nobody thought of stays out.
@NullMarked
package dev.lungfish.linux.record;

import org.jspecify.annotations.NullMarked;
