package dev.weighbridge.zstack.attack;

import java.util.ArrayList;
import java.util.List;

import dev.weighbridge.console.ConsoleClient;
import dev.weighbridge.zstack.DoorClient;

/**
 * Who attacks, at every door at once.
 *
 * @param headers name, value, …: what opens the doors, and what a browser says of a form of the console
 */
record Caller(List<String> headers) {

    static final String COOKIE = "weighbridge-session=";

    /** A browser that is asked for a form of the console, and has no session. */
    static final Caller NOBODY = new Caller(List.of("Sec-Fetch-Site", "same-origin"));

    /** With a header that is no session's, and a cookie of the same. */
    static Caller with(String authorization, String cookie) {
        return new Caller(List.of("Authorization", authorization, "Cookie", COOKIE + cookie, "Sec-Fetch-Site", "same-origin"));
    }

    /** A browser that has signed in, and a page of which has made the form. */
    static Caller signedIn(ConsoleClient browser) {
        String session = browser.cookie("weighbridge-session");
        return new Caller(List.of("Cookie", COOKIE + session, "Sec-Fetch-Site", "same-origin", "X-CSRF-Token", browser.csrf()));
    }

    /** The same, with a session at the other doors. */
    Caller and(String authorization) {
        List<String> all = new ArrayList<>(headers);
        all.addAll(List.of("Authorization", authorization));
        return new Caller(all);
    }

    /** One that sends all this with every request. */
    DoorClient at(DoorClient node) {
        return node.with(headers.toArray(String[]::new));
    }
}
