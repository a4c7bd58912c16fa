/// Writes a host as a folder that [dev.lungfish.linux.tree.HostTree] reads as a recorded machine,
/// without what identifies the host or its people. docs/record-format.md describes the folder.
///
/// The code lists what is recorded, never what is not: no file is recorded by accident.
@NullMarked
package dev.lungfish.linux.record;

import org.jspecify.annotations.NullMarked;
