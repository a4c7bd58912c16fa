/// Reports as text for people and as JSON for programs. Pure: a report goes in, text comes out.
@NullMarked
package dev.lungfish.cli.render;

import org.jspecify.annotations.NullMarked;
