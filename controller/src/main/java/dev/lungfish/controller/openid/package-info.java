/// Callers of the API whom an OpenID provider vouches for.
@NullMarked
package dev.lungfish.controller.openid;

import org.jspecify.annotations.NullMarked;
