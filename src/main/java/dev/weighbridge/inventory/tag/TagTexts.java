package dev.weighbridge.inventory.tag;

import java.util.List;

/**
 * The texts of the tags that people gave to a resource, each list in the order of the alphabet.
 *
 * @param system without the inherent one, which is derived
 * @param user those of patterns, too
 */
public record TagTexts(List<String> system, List<String> user) {}
