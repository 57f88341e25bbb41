package dev.weighbridge.cli.server;

import org.jspecify.annotations.Nullable;

/** Puts a path and its parameters together; what is null is left out. */
public final class Query {

    private final StringBuilder text;

    private char next = '?';

    public Query(String path) {
        text = new StringBuilder(path);
    }

    public Query with(String name, @Nullable Object value) {
        if (value != null) {
            text.append(next).append(name).append('=').append(Address.encoded(value.toString()));
            next = '&';
        }
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
