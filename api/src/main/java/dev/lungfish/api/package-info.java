/// What Lungfish does for a host: requests and answers as records, and the interface of whoever
/// answers, be it this process or a daemon. Records are immutable; nothing here reads or writes
/// anything.
@NullMarked
package dev.lungfish.api;

import org.jspecify.annotations.NullMarked;
