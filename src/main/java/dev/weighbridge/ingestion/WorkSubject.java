package dev.weighbridge.ingestion;

/**
 * What an ingestion's work is called in the queue: its uuid, and how often it was entered anew, {@code <uuid>} or {@code <uuid>:<n>}. One that was paused
 * and goes on has an entry left over that must not be worked on.
 */
record WorkSubject(String ingestionUuid, int entered) {

    private static final char BETWEEN = ':';

    static WorkSubject parse(String text) {
        int between = text.indexOf(BETWEEN);
        return between < 0 ? new WorkSubject(text, 0)
                : new WorkSubject(text.substring(0, between), Integer.parseInt(text.substring(between + 1)));
    }

    String text() {
        return entered == 0 ? ingestionUuid : ingestionUuid + BETWEEN + entered;
    }
}
