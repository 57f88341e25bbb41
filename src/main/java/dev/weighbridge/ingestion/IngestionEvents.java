package dev.weighbridge.ingestion;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import dev.weighbridge.artifact.ArtifactKind;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells of models that have come in, and of those that have not. For many threads. */
@Component
final class IngestionEvents {

    private final JdbcClient sql;

    private final Events events;

    IngestionEvents(JdbcClient sql, Events events) {
        this.sql = sql;
        this.events = events;
    }

    /** It ends in the caller's transaction, and its row says how. */
    void ended(String uuid) {
        events.tell(EventType.MODEL_ADDED, () -> model(uuid).filter(one -> one.state() == IngestionState.SUCCEEDED)
                .map(one -> new Event(EventType.MODEL_ADDED, one.accountUuid(), one.modelUuid(), said(one))));
        events.tell(EventType.MODEL_FAILED, () -> model(uuid).filter(one -> one.state().isInVain())
                .map(one -> new Event(EventType.MODEL_FAILED, one.accountUuid(), one.uuid(), said(one))));
    }

    private Stream<Ingestion> model(String uuid) {
        return sql.sql("select * from ingestion where uuid = :uuid").param("uuid", uuid).query(IngestionRows::ingestion).optional().stream()
                .filter(one -> one.makes().kind() == ArtifactKind.MODEL);
    }

    private static Map<String, @Nullable Object> said(Ingestion one) {
        Failure failure = one.failure();
        Map<String, @Nullable Object> said = new LinkedHashMap<>();
        said.put("ingestionUuid", one.uuid());
        said.put("modelUuid", one.state() == IngestionState.SUCCEEDED ? one.modelUuid() : null);
        said.put("name", one.name());
        said.put("state", one.state().name());
        said.put("origin", one.origin().name());
        said.put("runUuid", one.runUuid());
        said.put("bytesFetched", one.bytesFetched());
        said.put("bytesDeduplicated", one.bytesDeduplicated());
        said.put("failure", failure == null ? null : Map.of("kind", failure.kind().name(), "message", failure.message()));
        return said;
    }
}
