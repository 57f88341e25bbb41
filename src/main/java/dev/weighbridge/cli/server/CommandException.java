package dev.weighbridge.cli.server;

/** Ends a command: the sentence goes to stderr, and the process ends with the code. */
public final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ExitCode code;

    /** @param sentence "Could not do what: why. What to do." */
    public CommandException(ExitCode code, String sentence) {
        super(sentence);
        this.code = code;
    }

    public CommandException(ExitCode code, String sentence, Throwable cause) {
        super(sentence, cause);
        this.code = code;
    }

    public ExitCode code() {
        return code;
    }
}
