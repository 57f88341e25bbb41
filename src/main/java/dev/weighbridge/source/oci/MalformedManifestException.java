package dev.weighbridge.source.oci;

/** Why a manifest cannot be taken, as half a sentence; the source, which knows whose manifest it is, makes the sentence. */
final class MalformedManifestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String todo;

    MalformedManifestException(String why) {
        this(why, "Push the model again, or give another tag or digest");
    }

    /** @param todo what a person can do, a sentence without its full stop */
    MalformedManifestException(String why, String todo) {
        super(why);
        this.todo = todo;
    }

    String why() {
        return String.valueOf(getMessage());
    }

    String todo() {
        return todo;
    }
}
