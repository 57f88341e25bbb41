package dev.weighbridge.api;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.weighbridge.account.Caller;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.Stretch;
import dev.weighbridge.ingestion.ApiJob;
import dev.weighbridge.ingestion.ApiJobs;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.IngestionFileList;
import dev.weighbridge.ingestion.IngestionList;
import dev.weighbridge.ingestion.IngestionState;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.request.Wishes;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The ingestions, as far as the caller may see them: an account its own, the administrator all. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
public class IngestionController {

    private static final Map<String, IngestionList.By> FIELDS = Map.of("createdAt", IngestionList.By.CREATED, "endedAt",
            IngestionList.By.ENDED, "name", IngestionList.By.NAME, "state", IngestionList.By.STATE);

    private static final Parameter.Order<IngestionList.By> LATEST_FIRST = new Parameter.Order<>(IngestionList.By.CREATED, true);

    private final Ingestions ingestions;

    private final IngestionList list;

    private final IngestionFileList files;

    private final Wishes wishes;

    private final ApiJobs jobs;

    IngestionController(Ingestions ingestions, IngestionList list, IngestionFileList files, Wishes wishes, ApiJobs jobs) {
        this.jobs = jobs;
        this.ingestions = ingestions;
        this.list = list;
        this.files = files;
        this.wishes = wishes;
    }

    @GetMapping("/ingestions")
    public Listed<IngestionView> list(Caller caller, @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String bulk, @RequestParam(required = false) @Nullable String run,
            @RequestParam(required = false) @Nullable String limit, @RequestParam(required = false) @Nullable String start,
            @RequestParam(required = false) @Nullable String sort) {
        var filter = new IngestionList.Filter(caller.admin() ? null : caller.accountUuid(), bulk == null ? run : bulk,
                Parameter.words("state", state, IngestionState.class));
        var order = Parameter.order(sort, LATEST_FIRST, FIELDS);
        Stretch stretch = Parameter.stretch(limit, start);
        List<Ingestion> found = list.find(filter, order.field(), order.descending(), stretch);
        Map<String, Long> done = list.bytesDone(found.stream().map(Ingestion::uuid).toList());
        return new Listed<>(found.stream().map(one -> IngestionView.of(one, done.getOrDefault(one.uuid(), 0L))).toList(),
                list.count(filter));
    }

    /** The one that an API job follows, for who knows the job; nothing if the job is unknown, has expired or follows none. */
    @GetMapping(path = "/ingestions", params = "job")
    Listed<IngestionView> ofJob(Caller caller, @RequestParam String job) {
        List<IngestionView> found = jobs.find(job).map(ApiJob::ingestionUuid).flatMap(ingestions::find)
                .filter(one -> caller.owns(one.accountUuid())).map(one -> IngestionView.of(one, ingestions.bytesDone(one.uuid()))).stream()
                .toList();
        return new Listed<>(found, found.size());
    }

    @GetMapping("/ingestions/{uuid}")
    public IngestionView get(Caller caller, @PathVariable String uuid) {
        return IngestionView.of(seen(caller, uuid), ingestions.bytesDone(uuid));
    }

    /** Its files and how far each is, in the order of the source's listing; none before that is there. */
    @GetMapping("/ingestions/{uuid}/files")
    public Listed<IngestionFileList.Moving> files(Caller caller, @PathVariable String uuid,
            @RequestParam(required = false) @Nullable String limit, @RequestParam(required = false) @Nullable String start) {
        Stretch stretch = Parameter.stretch(limit, start);
        String seen = seen(caller, uuid).uuid();
        return new Listed<>(files.of(seen, stretch), files.count(seen));
    }

    @PostMapping("/ingestions/{uuid}/pause")
    public IngestionView pause(Caller caller, @PathVariable String uuid) {
        return after(caller, uuid, wishes::pause);
    }

    @PostMapping("/ingestions/{uuid}/resume")
    public IngestionView resume(Caller caller, @PathVariable String uuid) {
        return after(caller, uuid, wishes::resume);
    }

    @PostMapping("/ingestions/{uuid}/cancel")
    public IngestionView cancel(Caller caller, @PathVariable String uuid) {
        return after(caller, uuid, wishes::cancel);
    }

    @PostMapping("/ingestions/{uuid}/approve")
    public IngestionView approve(Caller caller, @PathVariable String uuid) {
        return after(caller, uuid, wishes::approve);
    }

    /** Answers with the new ingestion. */
    @PostMapping("/ingestions/{uuid}/retry")
    public ResponseEntity<IngestionView> retry(Caller caller, @PathVariable String uuid) {
        seen(caller, uuid);
        String again = wishes.retry(uuid);
        return ResponseEntity.accepted().location(URI.create("/api/v1/ingestions/" + again)).body(get(caller, again));
    }

    private IngestionView after(Caller caller, String uuid, Consumer<String> wish) {
        seen(caller, uuid);
        wish.accept(uuid);
        return get(caller, uuid);
    }

    private Ingestion seen(Caller caller, String uuid) {
        return visible(ingestions, caller, uuid);
    }

    /** @throws IngestionException NOT_FOUND, whether there is none or the caller may not see it */
    static Ingestion visible(Ingestions ingestions, Caller caller, String uuid) {
        return ingestions.find(uuid).filter(one -> caller.owns(one.accountUuid()))
                .orElseThrow(() -> new IngestionException(FailureKind.NOT_FOUND,
                        "Could not find the ingestion: there is none with this uuid that you may see. Check it."));
    }
}
