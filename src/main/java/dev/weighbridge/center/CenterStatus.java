package dev.weighbridge.center;

/** What is known about whether a centre can be reached; ZStack's three words. */
enum CenterStatus {
    /** Nothing has been read from it yet. */
    CONNECTING("Connecting"),
    /** Something was read from it. */
    CONNECTED("Connected"),
    /** It did not answer when it was asked last. */
    DISCONNECTED("Disconnected");

    private final String wireName;

    CenterStatus(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }
}
