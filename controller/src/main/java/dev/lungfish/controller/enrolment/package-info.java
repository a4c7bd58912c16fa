/// How hosts join a fleet and stay in it: tokens, certificates, their renewal and their revocation,
/// and who a caller is.
@NullMarked
package dev.lungfish.controller.enrolment;

import org.jspecify.annotations.NullMarked;
