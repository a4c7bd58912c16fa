/// The controller of a fleet (`docs/controller.md`): hosts join it, call it, and get leases of it.
@NullMarked
package dev.lungfish.controller;

import org.jspecify.annotations.NullMarked;
