package dev.weighbridge.source.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

import org.apache.hc.client5.http.utils.DateUtils;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * A file that a {@link FaultyHttpServer} serves: with ranges, a strong ETag, {@code Last-Modified} and {@code Content-Length}, until it is
 * told otherwise. Each method sets one fault, returns the file, and holds until it is set differently, if it does not say how often.
 */
public final class FaultyFile {

    private static final int CHUNK = 64 * 1024;

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");

    /** How the end of a body is marked. */
    private enum Framing {
        LENGTH, CHUNKED, CLOSE
    }

    private record Answer(int status, Map<String, String> headers) {}

    private record Part(int status, int from, int until) {}

    private final CountDownLatch serverClosed;

    private final AtomicInteger versions = new AtomicInteger();

    private final AtomicLong bytesServed = new AtomicLong();

    private final Deque<Answer> refusals = new ConcurrentLinkedDeque<>();

    private final Deque<Long> hangUps = new ConcurrentLinkedDeque<>();

    private final Map<String, String> headers = new LinkedHashMap<>();

    private volatile byte[] content;

    private volatile Framing framing = Framing.LENGTH;

    private volatile boolean ranges = true;

    private volatile long stallAfter = Long.MAX_VALUE;

    private volatile long pause;

    private volatile CountDownLatch gate = new CountDownLatch(0);

    private volatile long lie;

    private volatile int shift;

    private volatile long bytesPerSecond = Long.MAX_VALUE;

    private final Map<Integer, AtomicInteger> damages = new ConcurrentHashMap<>();

    private final AtomicInteger sending = new AtomicInteger();

    private final AtomicInteger turnedAway = new AtomicInteger();

    private volatile int bearable = Integer.MAX_VALUE;

    private final AtomicInteger mostAtOnce = new AtomicInteger();

    private volatile @Nullable String token;

    private volatile @Nullable Answer always;

    FaultyFile(byte[] content, CountDownLatch serverClosed) {
        this.serverClosed = serverClosed;
        this.content = content;
        content(content);
    }

    /** Other bytes from now on, with another ETag and a later modification time. A later server of the same port has other ETags, too. */
    public FaultyFile content(byte[] bytes) {
        int version = versions.incrementAndGet();
        content = bytes;
        var sum = new CRC32();
        sum.update(bytes);
        header("ETag", "\"version-" + version + "-" + Long.toHexString(sum.getValue()) + "\"");
        return header("Last-Modified", DateUtils.formatStandardDate(Instant.parse("2024-07-18T10:00:00Z").plusSeconds(version)));
    }

    /** A header of its answers; null takes it away. */
    public synchronized FaultyFile header(String name, @Nullable String value) {
        headers.remove(name);
        if (value != null) {
            headers.put(name, value);
        }
        return this;
    }

    /** Answers the next {@code times} requests by {@code status} without a body; {@code more} are names and values of headers. */
    public FaultyFile refuse(int status, int times, String... more) {
        for (int i = 0; i < times; i++) {
            refusals.add(new Answer(status, pairs(more)));
        }
        return this;
    }

    /** Answers every request by {@code status}, until {@link #recover()}. */
    public FaultyFile refuseAlways(int status, String... more) {
        always = new Answer(status, pairs(more));
        return this;
    }

    public FaultyFile redirectTo(String location) {
        return refuseAlways(302, "Location", location);
    }

    /** No more refusals, redirects, hang-ups, stalls and lies; ranges and lengths are as at the start. */
    public FaultyFile recover() {
        always = null;
        refusals.clear();
        hangUps.clear();
        stallAfter = Long.MAX_VALUE;
        pause = 0;
        framing = Framing.LENGTH;
        ranges = true;
        lie = 0;
        shift = 0;
        return this;
    }

    /** Drops the connection after so many bytes of the body; each number is for one answer with a body, in this order. */
    public FaultyFile hangUpAfter(long... bytes) {
        for (long count : bytes) {
            hangUps.add(count);
        }
        return this;
    }

    /** Sends no more of a body of more than one byte before {@link #release()}. */
    public FaultyFile hold() {
        gate = new CountDownLatch(1);
        return this;
    }

    public void release() {
        gate.countDown();
    }

    /** Sends so many bytes of a body and then nothing until the server is closed. */
    public FaultyFile stallAfter(long bytes) {
        stallAfter = bytes;
        return this;
    }

    /** Sends a body no faster than this, each connection for itself. */
    public FaultyFile bytesPerSecond(long bytes) {
        bytesPerSecond = bytes;
        return this;
    }

    /** Sends another byte in the place of this one, so many times, and a different one each time. */
    public FaultyFile damage(int position, int times) {
        damages.put(position, new AtomicInteger(times));
        return this;
    }

    /** Answers 503 while it sends so many bodies. */
    public FaultyFile bearAtOnce(int bodies) {
        bearable = bodies;
        return this;
    }

    /** Requests that came while it sent as much as it bears. */
    public int turnedAway() {
        return turnedAway.get();
    }

    /** Bodies of more than one byte that were sent at the same time, at the most. */
    public int mostAtOnce() {
        return mostAtOnce.get();
    }

    /** Sends so many bytes a second at most, on all connections together. */
    public FaultyFile pace(DataSize perSecond) {
        pause = TimeUnit.SECONDS.toNanos(1) * CHUNK / perSecond.toBytes();
        return this;
    }

    /** Answers 200 with the whole file to a range. */
    public FaultyFile ignoreRanges() {
        ranges = false;
        return this;
    }

    /** Says that a body has so many bytes more (or, negative, fewer) than it has; in {@code Content-Range} too. */
    public FaultyFile lieAboutLength(long bytes) {
        lie = bytes;
        return this;
    }

    /** Sends another part than the range that was asked for, and says so. */
    public FaultyFile shiftRanges(int bytes) {
        shift = bytes;
        return this;
    }

    /** Sends chunks, so that the length is not told. */
    public FaultyFile chunked() {
        framing = Framing.CHUNKED;
        return this;
    }

    /** Tells no length; the end of the connection is the end of the body. */
    public FaultyFile endByClosing() {
        framing = Framing.CLOSE;
        return this;
    }

    /** Answers 401 to whoever does not send this bearer token. */
    public FaultyFile requireToken(String secret) {
        token = secret;
        return this;
    }

    /** How many of the connections that {@link #hangUpAfter} asked to drop were not met yet. */
    public int hangUpsLeft() {
        return hangUps.size();
    }

    /** Bytes of bodies that were sent. */
    public long bytesServed() {
        return bytesServed.get();
    }

    /** Whether the connection can be used again. */
    boolean answer(FaultyHttpServer.Request request, OutputStream out) throws IOException {
        Answer refusal = refusals.poll();
        Answer instead = refusal != null ? refusal : always;
        String wanted = token;
        if (instead == null && wanted != null && !("Bearer " + wanted).equals(request.header("Authorization"))) {
            instead = new Answer(401, Map.of());
        }
        if (instead == null && sending.get() >= bearable) {
            instead = new Answer(503, Map.of());
            turnedAway.incrementAndGet();
        }
        if (instead != null) {
            out.write(head(instead.status(), instead.headers(), "Content-Length: 0\r\n"));
            return true;
        }
        byte[] bytes = content;
        return send(bytes, part(request, bytes.length), out);
    }

    private Part part(FaultyHttpServer.Request request, int size) {
        String asked = request.header("Range");
        Matcher range = RANGE.matcher(asked == null ? "" : asked);
        String condition = request.header("If-Range");
        if (!ranges || !range.matches() || condition != null && !condition.equals(etag())) {
            return new Part(200, 0, size);
        }
        long from = Long.parseLong(range.group(1)) + shift;
        long until = range.group(2).isEmpty() ? size : Math.min(size, Long.parseLong(range.group(2)) + shift + 1);
        return from >= size ? new Part(416, 0, 0) : new Part(206, (int) from, (int) until);
    }

    private synchronized @Nullable String etag() {
        return headers.get("ETag");
    }

    private boolean send(byte[] bytes, Part part, OutputStream out) throws IOException {
        String own = switch (part.status()) {
            case 206 -> "Content-Range: bytes " + part.from() + "-" + (part.until() - 1) + "/" + (bytes.length + lie) + "\r\n";
            case 416 -> "Content-Range: bytes */" + bytes.length + "\r\n";
            default -> "";
        };
        long length = part.until() - part.from() + (part.status() == 200 || part.until() == bytes.length ? lie : 0);
        Framing how = part.status() == 416 ? Framing.LENGTH : framing;
        String frame = switch (how) {
            case LENGTH -> "Content-Length: " + (part.status() == 416 ? 0 : length) + "\r\n";
            case CHUNKED -> "Transfer-Encoding: chunked\r\n";
            case CLOSE -> "Connection: close\r\n";
        };
        Map<String, String> all;
        synchronized (this) {
            all = Map.copyOf(headers);
        }
        out.write(head(part.status(), all, own + frame));
        boolean whole = counted(bytes, part, how == Framing.CHUNKED, out);
        return whole && how != Framing.CLOSE && lie == 0;
    }

    private boolean counted(byte[] bytes, Part part, boolean chunks, OutputStream out) throws IOException {
        boolean counts = part.until() - part.from() > 1;
        if (counts) {
            mostAtOnce.accumulateAndGet(sending.incrementAndGet(), Math::max);
        }
        try {
            return body(damaged(bytes, part), part, chunks, out);
        } finally {
            if (counts) {
                sending.decrementAndGet();
            }
        }
    }

    private byte[] damaged(byte[] bytes, Part part) {
        if (damages.isEmpty()) {
            return bytes;
        }
        byte[] sent = bytes.clone();
        damages.forEach((position, times) -> {
            int left = position >= part.from() && position < part.until() ? times.getAndDecrement() : 0;
            if (left > 0) {
                sent[position] = (byte) (sent[position] + left);
            }
        });
        return sent;
    }

    /** Sends the bytes as far as the faults let it; whether that was to the end. */
    private boolean body(byte[] bytes, Part part, boolean chunks, OutputStream out) throws IOException {
        Long hangUp = part.until() > part.from() ? hangUps.poll() : null;
        long limit = Math.min(hangUp == null ? Long.MAX_VALUE : hangUp, stallAfter);
        int until = part.from() + (int) Math.min(part.until() - part.from(), limit);
        for (int at = part.from(); at < until; at += CHUNK) {
            int count = Math.min(CHUNK, until - at);
            if (chunks) {
                out.write((Integer.toHexString(count) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            }
            if (part.until() - part.from() > 1) {
                waitAtTheGate();
            }
            keepPace();
            out.write(bytes, at, count);
            bytesServed.addAndGet(count);
            if (bytesPerSecond < Long.MAX_VALUE) {
                LockSupport.parkNanos(Duration.ofSeconds(1).toNanos() * count / bytesPerSecond);
            }
            if (chunks) {
                out.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        if (until < part.until() && hangUp == null) {
            waitForTheEnd();
        }
        if (chunks && until == part.until()) {
            out.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        return until == part.until();
    }

    private void keepPace() {
        if (pause > 0) {
            synchronized (hangUps) {
                LockSupport.parkNanos(pause);
            }
        }
    }

    private void waitAtTheGate() throws IOException {
        try {
            gate.await();
        } catch (InterruptedException stopped) {
            throw new InterruptedIOException();
        }
    }

    private void waitForTheEnd() {
        try {
            serverClosed.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] head(int status, Map<String, String> headers, String more) {
        var text = new StringBuilder("HTTP/1.1 " + status + " Status\r\n");
        headers.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        return text.append(more).append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Map<String, String> pairs(String... namesAndValues) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            pairs.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return pairs;
    }
}
