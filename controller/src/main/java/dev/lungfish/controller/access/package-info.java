/// Who may use the controller's API: named tokens and certificates with a role.
@NullMarked
package dev.lungfish.controller.access;

import org.jspecify.annotations.NullMarked;
