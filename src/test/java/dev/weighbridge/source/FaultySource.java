package dev.weighbridge.source;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.artifact.SourceFile;

/** A source that fails as often as it was told to, and then brings one empty file. */
final class FaultySource implements ModelSource {

    static final Listing LISTING = new Listing("revision", null, null, List.of(new SourceFile("file", 0, null, "there", null, false)));

    private final String scheme;

    private final Deque<RuntimeException> failures = new ArrayDeque<>();

    private int calls;

    FaultySource(String scheme) {
        this.scheme = scheme;
    }

    FaultySource failing(int times, IngestionException failure) {
        for (int i = 0; i < times; i++) {
            failures.add(failure);
        }
        return this;
    }

    int calls() {
        return calls;
    }

    @Override
    public String kind() {
        return "faulty";
    }

    @Override
    public List<String> forms() {
        return List.of(scheme + "://place");
    }

    @Override
    public boolean reads(ModelReference reference) {
        return reference.scheme().equals(scheme);
    }

    @Override
    public Listing list(ModelReference reference, SourceAccess access) {
        failIfTold();
        return LISTING;
    }

    @Override
    public void reach(ModelReference reference) {
        failIfTold();
    }

    @Override
    public SourceStream open(SourceFile file, Span span, SourceAccess access) {
        failIfTold();
        return new EmptyStream();
    }

    private void failIfTold() {
        calls++;
        RuntimeException failure = failures.poll();
        if (failure != null) {
            throw failure;
        }
    }

    private static final class EmptyStream extends SourceStream {

        @Override
        public long startsAt() {
            return 0;
        }

        @Override
        public void confirmUnchanged() {
            // It holds nothing that could change.
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return length == 0 ? 0 : -1;
        }
    }
}
