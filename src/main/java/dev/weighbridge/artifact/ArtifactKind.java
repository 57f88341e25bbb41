package dev.weighbridge.artifact;

/** What the files that are brought in are to be. */
public enum ArtifactKind {
    MODEL("model"), DATASET("dataset");

    private final String word;

    ArtifactKind(String word) {
        this.word = word;
    }

    /** What a sentence calls one. */
    public String word() {
        return word;
    }

    /** What a sentence calls this one: {@code the model 'llama'}. */
    public String named(String name) {
        return "the " + word + " '" + name + "'";
    }
}
