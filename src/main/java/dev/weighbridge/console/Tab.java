package dev.weighbridge.console;

/**
 * A choice of states that are looked at together.
 *
 * @param count how many are in them
 */
record Tab(String name, long count, boolean isHere) {}
