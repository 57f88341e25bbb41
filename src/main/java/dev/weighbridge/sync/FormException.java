package dev.weighbridge.sync;

/** What is wrong with a policy, as the middle of a sentence that begins with the key's name. It shows keys, never a value that may be a secret. */
final class FormException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String pointer;

    /** @param pointer to the place, as RFC 6901 writes it: {@code /schedule/cron}; empty for the whole */
    FormException(String pointer, String why) {
        super(why, null, false, false);
        this.pointer = pointer;
    }

    String pointer() {
        return pointer;
    }

    /** The key in words: {@code schedule.cron}. */
    String key() {
        return pointer.isEmpty() ? "" : pointer.substring(1).replace('/', '.');
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
