package dev.weighbridge.api;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;

import dev.weighbridge.account.AuditedCall;
import dev.weighbridge.account.Caller;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.Stretch;
import dev.weighbridge.hooks.EventCalls;
import dev.weighbridge.hooks.EventDeliveries;
import dev.weighbridge.hooks.EventHook;
import dev.weighbridge.hooks.EventHooks;
import dev.weighbridge.hooks.NewEventHook;
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

/** The places that are told of events, and what they were told. An account sees and changes its own, the administrator all. */
@RestController
@RequestMapping(path = "/api/v1/event-hooks", produces = MediaType.APPLICATION_JSON_VALUE)
class EventHookController {

    /** By which a list may be sorted. */
    private enum By {
        CREATED
    }

    private final EventHooks hooks;

    private final EventDeliveries deliveries;

    private final EventCalls calls;

    EventHookController(EventHooks hooks, EventDeliveries deliveries, EventCalls calls) {
        this.hooks = hooks;
        this.deliveries = deliveries;
        this.calls = calls;
    }

    @PostMapping
    ResponseEntity<EventHookView> add(Caller caller, HttpServletRequest request) throws IOException {
        EventHook added = hooks.add(caller.accountUuid(), given(caller, request));
        AuditedCall.of(request).isAbout(added.uuid());
        return ResponseEntity.created(URI.create("/api/v1/event-hooks/" + added.uuid())).body(EventHookView.of(added));
    }

    @PutMapping("/{uuid}")
    EventHookView change(Caller caller, @PathVariable String uuid, HttpServletRequest request) throws IOException {
        own(caller, uuid);
        return EventHookView.of(hooks.change(uuid, given(caller, request)));
    }

    @DeleteMapping("/{uuid}")
    ResponseEntity<Void> delete(Caller caller, @PathVariable String uuid) {
        hooks.delete(own(caller, uuid).uuid());
        return ResponseEntity.noContent().build();
    }

    @GetMapping("/{uuid}")
    EventHookView get(Caller caller, @PathVariable String uuid) {
        return EventHookView.of(own(caller, uuid));
    }

    @GetMapping
    Listed<EventHookView> list(Caller caller, @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String start, @RequestParam(required = false) @Nullable String sort) {
        String account = caller.admin() ? null : caller.accountUuid();
        return new Listed<>(
                hooks.list(account, isLatestFirst(sort), Parameter.stretch(limit, start)).stream().map(EventHookView::of).toList(),
                hooks.count(account));
    }

    /** Calls it now, and says what came of it. */
    @PostMapping("/{uuid}/test")
    EventCalls.Tried test(Caller caller, @PathVariable String uuid) {
        return calls.test(own(caller, uuid).uuid());
    }

    @GetMapping("/{uuid}/deliveries")
    Listed<EventDeliveryView> deliveries(Caller caller, @PathVariable String uuid, @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String start, @RequestParam(required = false) @Nullable String sort) {
        String hook = own(caller, uuid).uuid();
        Stretch stretch = Parameter.stretch(limit, start);
        return new Listed<>(deliveries.list(hook, isLatestFirst(sort), stretch).stream().map(EventDeliveryView::of).toList(),
                deliveries.count(hook));
    }

    private static NewEventHook given(Caller caller, HttpServletRequest request) throws IOException {
        NewEventHook given = EventHookForm.read(request);
        if (given.everybody() && !caller.admin()) {
            throw new IngestionException(FailureKind.FORBIDDEN,
                    "Could not keep the event hook: only the administrator may be told of everybody's events. Leave field[everybody] out.");
        }
        return given;
    }

    private static boolean isLatestFirst(@Nullable String sort) {
        return Parameter.order(sort, new Parameter.Order<>(By.CREATED, true), Map.of("createdAt", By.CREATED)).descending();
    }

    private EventHook own(Caller caller, String uuid) {
        return hooks.find(uuid).filter(one -> caller.owns(one.accountUuid()))
                .orElseThrow(() -> new IngestionException(FailureKind.NOT_FOUND,
                        "Could not find the event hook: there is none with this uuid that you may see. Check it."));
    }
}
