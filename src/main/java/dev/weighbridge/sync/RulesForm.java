package dev.weighbridge.sync;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.ingestion.Priority;
import dev.weighbridge.source.Pace;
import dev.weighbridge.source.Selection;
import dev.weighbridge.sync.Treatment.Approval;
import dev.weighbridge.sync.Treatment.MissedRuns;
import dev.weighbridge.sync.Treatment.OnRemoved;
import org.jspecify.annotations.Nullable;

/** The rules as they are written, in a call and in a file alike. */
final class RulesForm {

    /** The keys of the rules; a call and a file have others beside them. */
    static final Set<
            String> KEYS = Set.of("follow", "revisions", "include", "exclude", "weights", "schedule", "retention", "onRemoved", "approval",
                    "missedRuns", "priority", "enabled", "name");

    private static final int PATH = 2048;

    private static final int PATTERN = 256;

    private RulesForm() {}

    /** With other keys that may stand beside the rules. */
    static Set<String> keysAnd(String... more) {
        Set<String> keys = new HashSet<>(KEYS);
        keys.addAll(List.of(more));
        return keys;
    }

    /** @throws FormException for the first key that is wrong */
    static SyncRules read(Form form) {
        Follow follow = follow(form);
        var wanted = new Wanted(form.texts("revisions", PATTERN), form.texts("include", PATTERN), form.texts("exclude", PATTERN),
                form.text("weights", 64));
        checkFiles(wanted);
        if (!wanted.revisions().isEmpty() && follow.organisations().isEmpty() && follow.collections().isEmpty() && follow.models().isEmpty()
                && follow.repositories().isEmpty()) {
            throw form.wrong("revisions",
                    "has a meaning for organisations, collections, models and repositories only, and none is followed");
        }
        return new SyncRules(follow, wanted, schedule(form), treatment(form));
    }

    private static Follow follow(Form form) {
        Form follow = form.form("follow", Set.of("organisations", "collections", "models", "folders", "repositories", "names"));
        if (follow == null) {
            throw form.wrong("follow", "is mandatory, and missing");
        }
        var read = new Follow(follow.texts("organisations", PATH), follow.texts("collections", PATH), follow.texts("models", PATH),
                follow.texts("folders", PATH), follow.texts("repositories", PATH), follow.texts("names", PATTERN));
        if (read.places().findAny().isEmpty()) {
            throw form.wrong("follow", "must name at least one organisation, collection, model, folder or repository");
        }
        checkPatterns(follow, "names", read.names());
        return read;
    }

    private static void checkPatterns(Form form, String key, List<String> patterns) {
        try {
            new Selection(patterns, List.of(), null);
        } catch (IngestionException unfit) {
            throw form.wrong(key, "has more than 64 patterns, or one that is none");
        }
    }

    private static void checkFiles(Wanted wanted) {
        for (var patterns : List.of(wanted.include(), wanted.exclude(), wanted.revisions())) {
            if (patterns.size() > 64) {
                throw new FormException(
                        patterns.equals(wanted.include()) ? "/include" : patterns.equals(wanted.exclude()) ? "/exclude" : "/revisions",
                        "has " + patterns.size() + " patterns, where at most 64 are allowed");
            }
        }
    }

    private static Schedule schedule(Form form) {
        Form written = form.form("schedule", Set.of("cron", "zone", "window", "bandwidth"));
        if (written == null) {
            return new Schedule(null, "UTC", null, null);
        }
        String zone = written.text("zone", 64);
        var schedule = new Schedule(written.text("cron", 128), zone == null ? "UTC" : zone, written.text("window", 11),
                written.text("bandwidth", 20));
        Timetable.of(schedule);
        checkBandwidth(written, schedule.bandwidth());
        return schedule;
    }

    private static void checkBandwidth(Form form, @Nullable String bandwidth) {
        try {
            if (bandwidth != null) {
                Pace.parse(bandwidth);
            }
        } catch (IngestionException unread) {
            throw form.wrong("bandwidth", "must be bytes a second such as 512KB or 20MB, at least 16KB");
        }
    }

    private static Treatment treatment(Form form) {
        Form retention = form.form("retention", Set.of("keepVersions", "keepTagged"));
        return new Treatment(retention == null ? null : retention.number("keepVersions"),
                retention == null || retention.flag("keepTagged", true),
                form.word("onRemoved", OnRemoved.class, OnRemoved.KEEP), form.word("approval", Approval.class, Approval.AUTO),
                form.word("missedRuns", MissedRuns.class, MissedRuns.RUN), form.word("priority", Priority.class, Priority.LOW));
    }
}
