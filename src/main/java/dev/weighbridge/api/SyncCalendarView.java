package dev.weighbridge.api;

import java.time.Instant;
import java.util.List;

import dev.weighbridge.sync.SyncCalendar;

/**
 * When policies will run by themselves.
 *
 * @param from now
 * @param more whether more runs than these come until then
 * @param items the earliest first, at most 1000
 */
public record SyncCalendarView(Instant from, Instant until, boolean more, List<PlannedRun> items) {

    /**
     * A run to come.
     *
     * @param runAt when it is due, as {@code nextRunAt} of the policy has it
     * @param beginsAt the same, or when the policy's window opens next
     */
    public record PlannedRun(String policyUuid, String name, Instant runAt, Instant beginsAt) {}

    static SyncCalendarView of(SyncCalendar.Days days) {
        return new SyncCalendarView(days.from(), days.until(), days.more(),
                days.runs().stream().map(run -> new PlannedRun(run.policyUuid(), run.name(), run.runAt(), run.beginsAt())).toList());
    }
}
