/// The controller's database: SQLite in a file, or PostgreSQL. Both get the same migrations and
/// answer the same queries. What was committed survives a crash of the process and of the machine.
@NullMarked
package dev.lungfish.controller.store;

import org.jspecify.annotations.NullMarked;
