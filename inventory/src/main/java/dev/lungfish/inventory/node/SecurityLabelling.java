package dev.lungfish.inventory.node;

/// The isolation of a host's guests.
///
/// @param model `none`, `apparmor` or `selinux`
/// @param domainOfInterpretation libvirt's `doi`
public record SecurityLabelling(String model, String domainOfInterpretation) {}
