/// The API for people and programs: HTTP with JSON, and a bearer token. `docs/controller.md` lists
/// its calls. Errors are those of RFC 9457, with the codes of our reasons.
@NullMarked
package dev.lungfish.controller.admin;

import org.jspecify.annotations.NullMarked;
