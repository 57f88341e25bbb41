package dev.weighbridge.api;

import dev.weighbridge.account.Caller;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.pipeline.AttemptHistory;
import dev.weighbridge.pipeline.PastAttempt;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How an ingestion came to be what it is, for who may see it. */
@RestController
@RequestMapping(path = "/api/v1/ingestions/{uuid}/attempts", produces = MediaType.APPLICATION_JSON_VALUE)
public class AttemptController {

    private final Ingestions ingestions;

    private final AttemptHistory history;

    AttemptController(Ingestions ingestions, AttemptHistory history) {
        this.ingestions = ingestions;
        this.history = history;
    }

    /** The latest first. There may be fewer than the ingestion counts, because what ended a week ago is deleted. */
    @GetMapping
    public Listed<PastAttempt> list(Caller caller, @PathVariable String uuid, @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String start) {
        var known = history.of(IngestionController.visible(ingestions, caller, uuid), Parameter.stretch(limit, start));
        return new Listed<>(known.attempts(), known.total());
    }
}
