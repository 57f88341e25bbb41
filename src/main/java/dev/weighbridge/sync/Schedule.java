package dev.weighbridge.sync;

import org.jspecify.annotations.Nullable;

/**
 * When a policy runs.
 *
 * @param cron five fields as cron has them, or six with seconds before; null for never by itself
 * @param zone a time zone's name, {@code Europe/Berlin}
 * @param window {@code 22:00-06:00} in that zone: outside of it nothing new is begun; null for always
 * @param bandwidth {@code 20MB}, what may be fetched in a second; null for all that there is
 */
public record Schedule(@Nullable String cron, String zone, @Nullable String window, @Nullable String bandwidth) {}
