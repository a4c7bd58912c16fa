/// The port at which hosts call: TLS with the fleet's certificates, and the calls of
/// [dev.lungfish.api.FleetService].
@NullMarked
package dev.lungfish.controller.endpoint;

import org.jspecify.annotations.NullMarked;
