/// Our program on libvirt's connections: numbers, limits and procedures, with codecs that are
/// derived from the records of the contract. docs/wire-extension.md describes it.
///
/// All types are immutable and safe for use by several threads.
@NullMarked
package dev.lungfish.rpc;

import org.jspecify.annotations.NullMarked;
