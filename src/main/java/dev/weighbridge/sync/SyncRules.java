package dev.weighbridge.sync;

/** What a policy says: what is followed, what is wanted of it, when, and what becomes of it. */
public record SyncRules(Follow follow, Wanted wanted, Schedule schedule, Treatment treatment) {}
