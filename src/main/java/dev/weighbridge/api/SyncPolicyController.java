package dev.weighbridge.api;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;

import dev.weighbridge.account.Caller;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.Stretch;
import dev.weighbridge.sync.SyncCalendar;
import dev.weighbridge.sync.SyncPolicies;
import dev.weighbridge.sync.SyncPolicy;
import dev.weighbridge.sync.SyncPreview;
import dev.weighbridge.sync.SyncRun;
import dev.weighbridge.sync.SyncRuns;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The policies that keep centres current, and their runs. An account sees and changes its own, the administrator all. */
@RestController
@RequestMapping(path = "/api/v1/sync-policies", produces = MediaType.APPLICATION_JSON_VALUE)
public class SyncPolicyController {

    private static final int LARGEST_BODY = 256 * 1024;

    private static final String KEEP = "keep the sync policy";

    private static final int WEEK = 7;

    private static final int LONGEST_CALENDAR = 31;

    /** By which a list may be sorted. */
    private enum By {
        CREATED
    }

    private final SyncPolicies policies;

    private final SyncRuns runs;

    private final SyncPreview preview;

    private final SyncCalendar calendar;

    SyncPolicyController(SyncPolicies policies, SyncRuns runs, SyncPreview preview, SyncCalendar calendar) {
        this.calendar = calendar;
        this.policies = policies;
        this.runs = runs;
        this.preview = preview;
    }

    /** A run that was started, or was open already. */
    public record Started(String uuid) {}

    @PostMapping
    public ResponseEntity<SyncPolicyView> add(Caller caller, HttpServletRequest request) throws IOException {
        var given = SyncPolicies.read(JsonBody.of(request, KEEP, LARGEST_BODY), null);
        SyncPolicy added = policies.add(caller.accountUuid(), caller.admin(), given);
        return ResponseEntity.created(URI.create("/api/v1/sync-policies/" + added.uuid())).body(SyncPolicyView.of(added));
    }

    @PutMapping("/{uuid}")
    public SyncPolicyView change(Caller caller, @PathVariable String uuid, HttpServletRequest request) throws IOException {
        SyncPolicy policy = own(caller, uuid);
        return SyncPolicyView
                .of(policies.change(uuid, SyncPolicies.read(JsonBody.of(request, KEEP, LARGEST_BODY), policy.given().modelCenterUuid())));
    }

    @DeleteMapping("/{uuid}")
    public ResponseEntity<Void> delete(Caller caller, @PathVariable String uuid) {
        policies.delete(own(caller, uuid).uuid());
        return ResponseEntity.noContent().build();
    }

    @GetMapping("/{uuid}")
    public SyncPolicyView get(Caller caller, @PathVariable String uuid) {
        return SyncPolicyView.of(own(caller, uuid));
    }

    @GetMapping
    public Listed<SyncPolicyView> list(Caller caller, @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String start, @RequestParam(required = false) @Nullable String sort) {
        String account = caller.admin() ? null : caller.accountUuid();
        return new Listed<>(
                policies.list(account, isLatestFirst(sort), Parameter.stretch(limit, start)).stream().map(SyncPolicyView::of).toList(),
                policies.count(account));
    }

    /** The runs of the coming days, 7 if not said otherwise. */
    @GetMapping("/calendar")
    public SyncCalendarView calendar(Caller caller, @RequestParam(required = false) @Nullable String days) {
        Duration span = Duration.ofDays(Parameter.number("days", days, WEEK, 1, LONGEST_CALENDAR));
        return SyncCalendarView.of(calendar.ahead(caller.admin() ? null : caller.accountUuid(), span));
    }

    /** Asks the places that are followed, as a run does, and tells what a run would do. */
    @PostMapping("/{uuid}/preview")
    public SyncPreview.Preview preview(Caller caller, @PathVariable String uuid) {
        return preview.of(own(caller, uuid));
    }

    @PostMapping("/{uuid}/run")
    public ResponseEntity<Started> run(Caller caller, @PathVariable String uuid) {
        String run = runs.start(own(caller, uuid).uuid(), SyncRun.Cause.BY_HAND, null);
        return ResponseEntity.accepted().location(URI.create("/api/v1/sync-policies/" + uuid + "/history")).body(new Started(run));
    }

    @GetMapping("/{uuid}/history")
    public Listed<SyncRunView> history(Caller caller, @PathVariable String uuid, @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String start, @RequestParam(required = false) @Nullable String sort) {
        String policy = own(caller, uuid).uuid();
        Stretch stretch = Parameter.stretch(limit, start);
        return new Listed<>(runs.history(policy, isLatestFirst(sort), stretch).stream().map(SyncRunView::of).toList(), runs.count(policy));
    }

    private static boolean isLatestFirst(@Nullable String sort) {
        return Parameter.order(sort, new Parameter.Order<>(By.CREATED, true), Map.of("createdAt", By.CREATED)).descending();
    }

    private SyncPolicy own(Caller caller, String uuid) {
        return policies.find(uuid).filter(one -> caller.owns(one.accountUuid()))
                .orElseThrow(() -> new IngestionException(FailureKind.NOT_FOUND,
                        "Could not find the sync policy: there is none with this uuid that you may see. Check it."));
    }
}
