package dev.weighbridge.cli;

import dev.weighbridge.cli.screen.Terminal;

/** While it is open, Ctrl-C leaves a word for the person: what goes on, and how to look at it. */
final class Interruption implements AutoCloseable {

    private final Thread word;

    Interruption(Terminal terminal, String sentence) {
        word = new Thread(() -> {
            terminal.note("");
            terminal.note(sentence);
        });
        Runtime.getRuntime().addShutdownHook(word);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(word);
        } catch (IllegalStateException endingAlready) {
            return; // then the word is being said
        }
    }
}
