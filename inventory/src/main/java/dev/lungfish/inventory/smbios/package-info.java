/// What the firmware tells of the machine: the tables of SMBIOS, decoded in the words in which
/// dmidecode prints them and libvirt passes them on.
///
/// All types are immutable and safe to use from several threads; nothing is cached.
@NullMarked
package dev.lungfish.inventory.smbios;

import org.jspecify.annotations.NullMarked;
