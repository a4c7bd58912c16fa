/// Shared by the tests of all modules: recorded machines, trees built for one test, and conditions
/// on real peers.
@NullMarked
package dev.lungfish.testkit;

import org.jspecify.annotations.NullMarked;
