package dev.weighbridge.hooks;

import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.ingestion.Event;
import dev.weighbridge.ingestion.EventType;
import dev.weighbridge.ingestion.Events;
import dev.weighbridge.ingestion.WorkName;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.WorkQueue;
import org.springframework.stereotype.Component;

/** Enters what is to be told to whom, in the transaction in which it happens. */
@Component
final class EventOutbox implements Events {

    private final EventHooks hooks;

    private final EventDeliveries deliveries;

    private final WorkQueue queue;

    private final WebHookProperties properties;

    private final Clock clock;

    EventOutbox(EventHooks hooks, EventDeliveries deliveries, WorkQueue queue, WebHookProperties properties, Clock clock) {
        this.hooks = hooks;
        this.deliveries = deliveries;
        this.queue = queue;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public void tell(EventType type, Supplier<Stream<Event>> happened) {
        List<EventHook> listening = hooks.listening(type);
        if (!listening.isEmpty()) {
            happened.get().forEach(event -> tell(event, listening));
        }
    }

    private void tell(Event event, List<EventHook> listening) {
        CloudEvent told = CloudEvent.of(event, properties.source(), clock.instant());
        listening.stream().filter(hook -> hook.everybody() || hook.accountUuid().equals(event.accountUuid())).forEach(hook -> {
            String delivery = ResourceUuid.random();
            deliveries.add(delivery, hook.uuid(), told);
            queue.enter(Lane.HOOKS, WorkName.EVENT.text(), delivery);
        });
    }
}
