package dev.weighbridge.api;

import java.util.List;

/**
 * A stretch of a list.
 *
 * @param total how many there are, of which the items are some
 */
public record Listed<T>(List<T> items, long total) {}
