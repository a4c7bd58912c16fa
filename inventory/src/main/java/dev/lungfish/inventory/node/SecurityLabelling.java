package dev.lungfish.inventory.node;

/// What keeps the guests of a host apart.
///
/// @param model `none`, `apparmor` or `selinux`
/// @param domainOfInterpretation libvirt's `doi`
public record SecurityLabelling(String model, String domainOfInterpretation) {}
