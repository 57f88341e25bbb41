package dev.weighbridge.console;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.weighbridge.api.SyncCalendarView;
import dev.weighbridge.api.SyncCalendarView.PlannedRun;

/**
 * A column of the calendar: the runs that are due on one day, UTC.
 *
 * @param isKnown whether the calendar reaches that far; it may end at its last run
 */
record RunsOfDay(LocalDate day, boolean isKnown, List<OfPolicy> policies) {

    /** So many times of a policy are written on a day. */
    private static final int SHOWN = 4;

    /**
     * The runs of one policy on one day.
     *
     * @param runs the first of them
     * @param others how many there are behind these
     * @param last when the last one is due
     */
    record OfPolicy(String uuid, String name, List<PlannedRun> runs, int others, Instant last) {

        private static OfPolicy of(List<PlannedRun> runs) {
            List<PlannedRun> shown = runs.subList(0, Math.min(SHOWN, runs.size()));
            return new OfPolicy(runs.getFirst().policyUuid(), runs.getFirst().name(), shown, runs.size() - shown.size(),
                    runs.getLast().runAt());
        }
    }

    /** Seven days, the first being that on which the calendar begins; on each, who runs first stands first. */
    static List<RunsOfDay> week(SyncCalendarView calendar) {
        Map<LocalDate, List<PlannedRun>> days = calendar.items().stream().collect(Collectors.groupingBy(run -> day(run.runAt())));
        LocalDate last = day(calendar.more() ? calendar.items().getLast().runAt() : calendar.until());
        return Stream.iterate(day(calendar.from()), day -> day.plusDays(1)).limit(7)
                .map(day -> new RunsOfDay(day, !day.isAfter(last), policies(days.getOrDefault(day, List.of())))).toList();
    }

    public boolean has(Instant moment) {
        return day(moment).equals(day);
    }

    private static List<OfPolicy> policies(List<PlannedRun> runs) {
        return runs.stream().collect(Collectors.groupingBy(PlannedRun::policyUuid, LinkedHashMap::new, Collectors.toList())).values()
                .stream().map(OfPolicy::of).toList();
    }

    private static LocalDate day(Instant moment) {
        return moment.atZone(ZoneOffset.UTC).toLocalDate();
    }
}
