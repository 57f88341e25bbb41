package dev.weighbridge.api;

import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;

import dev.weighbridge.account.AuditedCall;
import dev.weighbridge.account.Caller;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.artifact.Stretch;
import dev.weighbridge.bulk.BulkFormat;
import dev.weighbridge.bulk.BulkImports;
import dev.weighbridge.bulk.BulkLine;
import dev.weighbridge.bulk.BulkRun;
import dev.weighbridge.bulk.BulkRuns;
import dev.weighbridge.bulk.BulkWishes;
import dev.weighbridge.bulk.LineState;
import dev.weighbridge.bulk.NewBulk;
import dev.weighbridge.ingestion.Priority;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists of models: takes them in, and shows what becomes of them. An account sees its own, the administrator all. */
@RestController
@RequestMapping(path = "/api/v1/bulk-imports", produces = MediaType.APPLICATION_JSON_VALUE)
public class BulkController {

    private static final Map<MediaType, BulkFormat> FORMATS = Map.of(MediaType.parseMediaType("text/csv"), BulkFormat.CSV,
            MediaType.parseMediaType("application/x-ndjson"), BulkFormat.JSON_LINES, MediaType.parseMediaType("application/yaml"),
            BulkFormat.YAML);

    private static final Map<String, BulkRuns.By> FIELDS = Map.of("createdAt", BulkRuns.By.CREATED, "name", BulkRuns.By.NAME);

    private static final Parameter.Order<BulkRuns.By> LATEST_FIRST = new Parameter.Order<>(BulkRuns.By.CREATED, true);

    private static final List<String> OWN = List.of("modelCenterUuid", "dryRun", "priority", "name");

    private static final int FAILURES = 100;

    private static final int LONGEST_NAME = 255;

    private final BulkImports imports;

    private final BulkRuns runs;

    private final BulkWishes wishes;

    BulkController(BulkImports imports, BulkRuns runs, BulkWishes wishes) {
        this.imports = imports;
        this.runs = runs;
        this.wishes = wishes;
    }

    /** What was taken in. */
    public record Started(String uuid) {}

    /** What is tried again. */
    public record Retried(int rows, BulkView bulkImport) {}

    /** The body is the list. A query parameter that is a field of AddModel is a default for rows that do not say it. */
    @PostMapping
    public ResponseEntity<Started> start(Caller caller, HttpServletRequest request) throws IOException, HttpMediaTypeNotSupportedException {
        BulkFormat format = format(request.getContentType());
        String uuid = imports.start(asked(caller, request), format, request.getInputStream());
        AuditedCall.of(request).isAbout(uuid);
        AuditedCall.of(request).goesOn();
        return ResponseEntity.accepted().location(URI.create("/api/v1/bulk-imports/" + uuid)).body(new Started(uuid));
    }

    @GetMapping
    public Listed<BulkView> list(Caller caller, @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String start, @RequestParam(required = false) @Nullable String sort) {
        String account = caller.admin() ? null : caller.accountUuid();
        var order = Parameter.order(sort, LATEST_FIRST, FIELDS);
        Stretch stretch = Parameter.stretch(limit, start);
        return new Listed<>(runs.list(account, order.field(), order.descending(), stretch).stream()
                .map(run -> BulkView.of(run, null)).toList(), runs.count(account));
    }

    @GetMapping("/{uuid}")
    public BulkView get(Caller caller, @PathVariable String uuid) {
        return BulkView.of(visible(runs, caller, uuid), runs.failures(uuid, FAILURES));
    }

    /** @param state of the rows that are wanted; null for all */
    @GetMapping("/{uuid}/rows")
    public Listed<BulkLine> rows(Caller caller, @PathVariable String uuid, @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String limit, @RequestParam(required = false) @Nullable String start) {
        Set<LineState> given = Parameter.words("state", state, LineState.class);
        Set<LineState> states = given.isEmpty() ? EnumSet.allOf(LineState.class) : given;
        Stretch stretch = Parameter.stretch(limit, start);
        visible(runs, caller, uuid);
        return new Listed<>(runs.lines(uuid, states, stretch), runs.countLines(uuid, states));
    }

    @PostMapping("/{uuid}/pause")
    public BulkView pause(Caller caller, @PathVariable String uuid) {
        return wish(caller, uuid, wishes::pause);
    }

    @PostMapping("/{uuid}/resume")
    public BulkView resume(Caller caller, @PathVariable String uuid) {
        return wish(caller, uuid, wishes::resume);
    }

    @PostMapping("/{uuid}/cancel")
    public BulkView cancel(Caller caller, @PathVariable String uuid) {
        return wish(caller, uuid, wishes::cancel);
    }

    @PostMapping("/{uuid}/retry-failed")
    public Retried retryFailed(Caller caller, @PathVariable String uuid) {
        visible(runs, caller, uuid);
        return new Retried(wishes.retryFailed(uuid), get(caller, uuid));
    }

    private BulkView wish(Caller caller, String uuid, Consumer<String> wish) {
        visible(runs, caller, uuid);
        wish.accept(uuid);
        return get(caller, uuid);
    }

    static BulkRun visible(BulkRuns runs, Caller caller, String uuid) {
        return runs.find(uuid).filter(run -> caller.owns(run.accountUuid())).orElseThrow(() -> new IngestionException(FailureKind.NOT_FOUND,
                "Could not find the bulk import: there is none with this uuid that you may see. Check it."));
    }

    private static BulkFormat format(@Nullable String contentType) throws HttpMediaTypeNotSupportedException {
        for (var known : FORMATS.entrySet()) {
            if (known.getKey().equalsTypeAndSubtype(type(contentType))) {
                return known.getValue();
            }
        }
        throw new HttpMediaTypeNotSupportedException("this is no list", List.copyOf(FORMATS.keySet()));
    }

    private static MediaType type(@Nullable String contentType) {
        try {
            return contentType == null ? MediaType.ALL : MediaType.parseMediaType(contentType);
        } catch (InvalidMediaTypeException malformed) {
            return MediaType.ALL;
        }
    }

    private static NewBulk asked(Caller caller, HttpServletRequest request) {
        String center = request.getParameter("modelCenterUuid");
        if (center != null && !ResourceUuid.isWellFormed(center)) {
            throw invalid("modelCenterUuid", "is no uuid of 32 lower-case hexadecimal digits without dashes");
        }
        String name = Objects.requireNonNullElse(request.getParameter("name"), "bulk import");
        if (name.isBlank() || name.length() > LONGEST_NAME || name.indexOf('\0') >= 0) {
            throw invalid("name", "is not a text of 1 to " + LONGEST_NAME + " characters");
        }
        boolean dryRun = Parameter.flag("dryRun", request.getParameter("dryRun"), false);
        return new NewBulk(caller.accountUuid(), name, center, priority(request.getParameter("priority")), dryRun, defaults(request));
    }

    private static Priority priority(@Nullable String word) {
        try {
            return word == null ? Priority.NORMAL : Priority.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw invalid("priority", "is not urgent, high, normal or low");
        }
    }

    private static Map<String, String> defaults(HttpServletRequest request) {
        Map<String, String> defaults = request.getParameterMap().entrySet().stream().filter(given -> !OWN.contains(given.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, given -> given.getValue()[0]));
        if (defaults.containsKey("token")) {
            throw invalid("token", "would stand in logs on its way. Put it into the list, or into the model centre");
        }
        return defaults;
    }

    private static IngestionException invalid(String parameter, String why) {
        return new IngestionException(FailureKind.INVALID_REQUEST, "Could not take the call: the parameter " + parameter + " " + why + ".");
    }
}
