package dev.weighbridge.api;

import java.util.ArrayList;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import dev.weighbridge.account.Caller;
import dev.weighbridge.api.EventStream.Message;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.json.JsonMapper;

/** Tells what imports do while they do it. An account hears of its own, the administrator of all. */
@Controller
@RequestMapping(path = "/api/v1", produces = "text/event-stream")
class EventController {

    private final IngestionController ingestions;

    private final ImportFeed feed;

    private final EventStream stream;

    private final JsonMapper json;

    EventController(IngestionController ingestions, ImportFeed feed, EventStream stream, JsonMapper json) {
        this.ingestions = ingestions;
        this.feed = feed;
        this.stream = stream;
        this.json = json;
    }

    /** What one message holds of many imports. */
    private record Items(List<IngestionView> items) {}

    /** How many moved that no message tells of. */
    private record Missed(int missed) {}

    @GetMapping("/events")
    void all(Caller caller, HttpServletRequest request, HttpServletResponse response) {
        stream.send(request, response, feed.listen(caller, null), List.of(), batch -> {
            List<Message> messages = new ArrayList<>();
            add(messages, "state", batch.events().stream().filter(ImportEvent::isState).toList());
            add(messages, "progress", batch.events().stream().filter(event -> !event.isState()).toList());
            if (batch.missed() > 0) {
                messages.add(new Message("missed", json.writeValueAsString(new Missed(batch.missed()))));
            }
            return messages;
        });
    }

    /** Begins with how it stands, and ends when it has ended. */
    @GetMapping("/ingestions/{uuid}/events")
    void one(Caller caller, @PathVariable String uuid, HttpServletRequest request, HttpServletResponse response) {
        ImportListener listener = feed.listen(caller, uuid);
        IngestionView now = standing(caller, uuid, listener);
        stream.send(request, response, listener, List.of(message("state", now)), batch -> {
            List<Message> messages = new ArrayList<>();
            for (ImportEvent event : batch.events()) {
                messages.add(message(event.isState() ? "state" : "progress", event.now()));
                if (event.now().endedAt() != null) {
                    messages.add(new Message(EventStream.END, "{}"));
                }
            }
            return messages;
        });
    }

    /** Looked at while it is listened already, so that nothing is lost between. */
    private IngestionView standing(Caller caller, String uuid, ImportListener listener) {
        try {
            IngestionView now = ingestions.get(caller, uuid);
            if (now.endedAt() != null) {
                listener.end();
            }
            return now;
        } catch (RuntimeException refused) {
            listener.close();
            throw refused;
        }
    }

    private Message message(String event, IngestionView one) {
        return new Message(event, json.writeValueAsString(one));
    }

    private void add(List<Message> messages, String event, List<ImportEvent> events) {
        if (!events.isEmpty()) {
            messages.add(new Message(event, json.writeValueAsString(new Items(events.stream().map(ImportEvent::now).toList()))));
        }
    }
}
