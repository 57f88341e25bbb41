package dev.weighbridge.console;

import java.util.ArrayList;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import dev.weighbridge.api.EventStream;
import dev.weighbridge.api.EventStream.Message;
import dev.weighbridge.api.ImportFeed;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** What moves, for the pages that are open: one message for all imports that moved within half a second. */
@Controller
class LiveController {

    private final ImportFeed feed;

    private final EventStream stream;

    private final Speech speech;

    LiveController(ImportFeed feed, EventStream stream, Speech speech) {
        this.feed = feed;
        this.stream = stream;
        this.speech = speech;
    }

    /** @param missed how many more moved; the page is loaded again then */
    private record Moves(List<LiveImport> imports, int missed) {}

    @GetMapping(path = "/console/events", produces = "text/event-stream")
    void events(Visitor visitor, HttpServletRequest request, HttpServletResponse response) {
        var rates = new Rates(speech.clock());
        Words say = speech.to(request);
        stream.send(request, response, feed.listen(visitor.caller(), null), List.of(), batch -> {
            List<Message> messages = new ArrayList<>();
            if (!batch.events().isEmpty()) {
                var moves = new Moves(batch.events().stream().map(event -> LiveImport.of(event, rates, say)).toList(), batch.missed());
                messages.add(new Message("moves", speech.json().writeValueAsString(moves)));
            }
            return messages;
        });
    }
}
