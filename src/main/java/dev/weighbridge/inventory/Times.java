package dev.weighbridge.inventory;

import java.time.Instant;

/** When something was added to the inventory, and when it was last changed. */
public record Times(Instant createDate, Instant lastOpDate) {}
