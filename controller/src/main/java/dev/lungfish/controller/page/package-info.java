/// The fleet's web page: its files, with the headers that keep others out, and the sessions of who
/// has signed in. What the page shows it gets from the API, as every other client.
@NullMarked
package dev.lungfish.controller.page;

import org.jspecify.annotations.NullMarked;
