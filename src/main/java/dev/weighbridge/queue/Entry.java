package dev.weighbridge.queue;

import dev.weighbridge.artifact.ResourceUuid;

/** A subject as it stands in the lane's table: with an end of its own, because db-scheduler refuses a second entry while the first is worked on. */
record Entry(String subject, String end) {

    private static final char BETWEEN = '#';

    static Entry of(String subject) {
        if (subject.length() > WorkQueue.LONGEST_SUBJECT) {
            throw new IllegalArgumentException("longer than " + WorkQueue.LONGEST_SUBJECT + " characters: " + subject);
        }
        return new Entry(subject, ResourceUuid.random());
    }

    /** What every entry of this subject is like, in SQL; subjects are uuids and names without a percent sign or underline. */
    static String allOf(String subject) {
        return subject + BETWEEN + "%";
    }

    static Entry parse(String text) {
        int between = text.lastIndexOf(BETWEEN);
        return new Entry(text.substring(0, between), text.substring(between + 1));
    }

    String text() {
        return subject + BETWEEN + end;
    }
}
