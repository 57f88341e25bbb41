package dev.weighbridge.front;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

import dev.weighbridge.artifact.FailureKind;

/** A request whose body ends in a {@link Refused} where it becomes too large or takes too long, whether or not it told its length. */
final class BoundedBody extends HttpServletRequestWrapper {

    private final BodyLimit limit;

    private final Clock clock;

    /** @throws Refused 413 if it tells a length that is too large */
    BoundedBody(HttpServletRequest request, BodyLimit limit, Clock clock) {
        super(request);
        this.limit = limit;
        this.clock = clock;
        if (request.getContentLengthLong() > limit.largest().toBytes()) {
            throw tooLarge();
        }
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return new Counted(super.getInputStream(), clock.instant().plus(limit.longest()));
    }

    @Override
    public BufferedReader getReader() throws IOException {
        String encoding = getCharacterEncoding();
        return new BufferedReader(
                new InputStreamReader(getInputStream(), encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding)));
    }

    private Refused tooLarge() {
        return new Refused(413, FailureKind.LIMIT_EXCEEDED, "the body is larger than " + limit.largest().toBytes() + " bytes");
    }

    private final class Counted extends ServletInputStream {

        private final ServletInputStream body;

        private final Instant end;

        private long read;

        Counted(ServletInputStream body, Instant end) {
            this.body = body;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            int value = body.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = body.read(into, offset, length);
            count(count);
            return count;
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }

        private void count(int more) {
            read += Math.max(0, more);
            if (read > limit.largest().toBytes()) {
                throw tooLarge();
            }
            if (clock.instant().isAfter(end)) {
                throw new Refused(408, FailureKind.TIMEOUT, "the body took longer than " + limit.longest().toSeconds() + " s");
            }
        }
    }
}
