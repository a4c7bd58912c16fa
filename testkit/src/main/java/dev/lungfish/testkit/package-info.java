/// What tests of all rooms share: recorded machines, trees built for one test, and conditions on
/// real peers.
@NullMarked
package dev.lungfish.testkit;

import org.jspecify.annotations.NullMarked;
