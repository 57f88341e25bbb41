package dev.weighbridge.api;

import java.util.List;
import java.util.Map;

import dev.weighbridge.account.Caller;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.Stretch;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.IngestionList;
import dev.weighbridge.ingestion.IngestionState;
import dev.weighbridge.ingestion.Ingestions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The ingestions, as far as the caller may see them: an account its own, the administrator all. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class IngestionController {

    private static final Map<String, IngestionList.By> FIELDS = Map.of("createdAt", IngestionList.By.CREATED, "endedAt",
            IngestionList.By.ENDED, "name", IngestionList.By.NAME, "state", IngestionList.By.STATE);

    private static final Parameter.Order<IngestionList.By> LATEST_FIRST = new Parameter.Order<>(IngestionList.By.CREATED, true);

    private final Ingestions ingestions;

    private final IngestionList list;

    IngestionController(Ingestions ingestions, IngestionList list) {
        this.ingestions = ingestions;
        this.list = list;
    }

    @GetMapping("/ingestions")
    Listed<IngestionView> list(Caller caller, @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String limit, @RequestParam(required = false) @Nullable String start,
            @RequestParam(required = false) @Nullable String sort) {
        var filter = new IngestionList.Filter(caller.admin() ? null : caller.accountUuid(),
                Parameter.words("state", state, IngestionState.class));
        var order = Parameter.order(sort, LATEST_FIRST, FIELDS);
        Stretch stretch = Parameter.stretch(limit, start);
        List<Ingestion> found = list.find(filter, order.field(), order.descending(), stretch);
        Map<String, Long> done = list.bytesDone(found.stream().map(Ingestion::uuid).toList());
        return new Listed<>(found.stream().map(one -> IngestionView.of(one, done.getOrDefault(one.uuid(), 0L))).toList(),
                list.count(filter));
    }

    @GetMapping("/ingestions/{uuid}")
    IngestionView get(Caller caller, @PathVariable String uuid) {
        return ingestions.find(uuid).filter(one -> caller.owns(one.accountUuid()))
                .map(one -> IngestionView.of(one, ingestions.bytesDone(uuid)))
                .orElseThrow(() -> new IngestionException(FailureKind.NOT_FOUND,
                        "Could not find the ingestion: there is none with this uuid that you may see. Check it."));
    }
}
