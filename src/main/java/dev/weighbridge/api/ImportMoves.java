package dev.weighbridge.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.IngestionList;
import dev.weighbridge.ingestion.IngestionNews;
import org.jspecify.annotations.Nullable;

/** Compares what is there with what was there at the last look. For one thread. */
final class ImportMoves {

    /** How many imports are remembered, so that the same is not told twice; the longest unchanged is forgotten first. */
    private static final int REMEMBERED = 10_000;

    private final IngestionNews news;

    private final IngestionList list;

    private final Map<String, Stand> stands = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Stand> eldest) {
            return size() > REMEMBERED;
        }
    };

    private final Set<String> watched = new TreeSet<>();

    private Instant since;

    ImportMoves(IngestionNews news, IngestionList list) {
        this.news = news;
        this.list = list;
        this.since = news.now();
    }

    /** What makes one look of an import differ from another. */
    private record Stand(String state, String step, int attempt, @Nullable String failure, long done, @Nullable Long total) {

        static Stand of(Ingestion one, long done) {
            return new Stand(one.state().name(), one.step(), one.attempt(), one.failure() == null ? null : one.failure().message(), done,
                    one.bytesTotal());
        }

        boolean differsByBytesOnly(Stand other) {
            return state.equals(other.state) && step.equals(other.step) && attempt == other.attempt
                    && String.valueOf(failure).equals(String.valueOf(other.failure));
        }
    }

    /** What has moved since the last call; at the first call all that is under way. */
    List<ImportEvent> next() {
        IngestionNews.Look look = news.since(since);
        since = look.at();
        Map<String, Ingestion> found = new LinkedHashMap<>(look.found());
        watched.removeAll(found.keySet());
        news.of(List.copyOf(watched)).forEach(one -> found.put(one.uuid(), one));
        watched.clear();
        found.values().stream().filter(one -> !one.state().hasEnded()).forEach(one -> watched.add(one.uuid()));
        Map<String, Long> done = list.bytesDone(found.keySet());
        List<ImportEvent> moved = new ArrayList<>();
        for (Ingestion one : found.values()) {
            long bytes = done.getOrDefault(one.uuid(), 0L);
            Stand now = Stand.of(one, bytes);
            Stand before = stands.put(one.uuid(), now);
            if (!now.equals(before)) {
                moved.add(new ImportEvent(before == null || !now.differsByBytesOnly(before), one.accountUuid(),
                        IngestionView.of(one, bytes)));
            }
        }
        return moved;
    }
}
