package dev.weighbridge.cli.server;

import java.util.Map;

/** What shows the server who asks. */
@FunctionalInterface
interface Credentials {

    /** Those of somebody who is not signed in. */
    Credentials NONE = (method, path) -> Map.of();

    /**
     * The headers that a call gets.
     *
     * @param path decoded, without the query
     */
    Map<String, String> headers(String method, String path);

    /** Of a session. */
    static Credentials session(String uuid) {
        return (method, path) -> Map.of("Authorization", "OAuth " + uuid);
    }
}
