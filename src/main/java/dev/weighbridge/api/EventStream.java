package dev.weighbridge.api;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;

/**
 * Sends what a listener hears as server-sent events, from the thread of the request, until the client hangs up, the node stops, or so long that the client's
 * session has to be looked at again: it opens the stream anew then.
 */
@Component
public class EventStream {

    /** The event behind which nothing comes. */
    public static final String END = "end";

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** In the browser's own form: how many milliseconds it waits before it opens the stream again. */
    private static final String HELLO = "retry: 2000\n\n";

    private final Clock clock;

    EventStream(Clock clock) {
        this.clock = clock;
    }

    /** @param data JSON in one line */
    public record Message(String event, String data) {}

    /**
     * Writes until it ends, and closes the listener. A HEAD ends at once: nothing would ever be written that could tell that its client has hung up.
     *
     * @param response which the handler must have as a parameter: Spring looks for a page behind the stream where it has not, and breaks the connection
     * @param first what is sent at once
     * @param messages what a batch says
     */
    public void send(HttpServletRequest request, HttpServletResponse response, ImportListener listener, List<Message> first,
            Function<ImportListener.Batch, List<Message>> messages) {
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        if (HttpMethod.HEAD.matches(request.getMethod())) {
            listener.end();
        }
        Instant end = clock.instant().plus(LONGEST);
        try (listener; Writer out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8)) {
            out.write(HELLO);
            write(out, first);
            boolean goesOn = true;
            while (goesOn && clock.instant().isBefore(end)) {
                ImportListener.Batch batch = listener.take(HEARTBEAT);
                List<Message> said = messages.apply(batch);
                if (said.isEmpty()) {
                    out.write(":\n\n");
                }
                write(out, said);
                goesOn = !batch.isLast() && said.stream().noneMatch(one -> one.event().equals(END));
            }
        } catch (IOException hungUp) {
            LOG.debug("the client of a stream of events has hung up", hungUp);
        }
    }

    private static void write(Writer out, List<Message> messages) throws IOException {
        for (Message message : messages) {
            out.write("event: " + message.event() + "\ndata: " + message.data() + "\n\n");
        }
        out.flush();
    }
}
