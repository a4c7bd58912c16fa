/// The real-time clocks of a host, as the kernel's RTC class shows them.
///
/// **Source:** Linux `Documentation/admin-guide/rtc.rst`,
/// `Documentation/ABI/testing/sysfs-class-rtc`.
///
/// All types are safe to use from several threads; nothing is cached, each call reads afresh.
@NullMarked
package dev.lungfish.linux.rtc;

import org.jspecify.annotations.NullMarked;
