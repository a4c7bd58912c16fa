/// What a host was at which time, and what brought it there, out of the events that are kept.
@NullMarked
package dev.lungfish.controller.timeline;

import org.jspecify.annotations.NullMarked;
