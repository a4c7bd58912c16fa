/// The firmware's facts about the machine: the tables of SMBIOS, decoded to the texts of dmidecode,
/// which libvirt passes on.
///
/// All types are immutable and safe to use from several threads; nothing is cached.
@NullMarked
package dev.lungfish.inventory.smbios;

import org.jspecify.annotations.NullMarked;
