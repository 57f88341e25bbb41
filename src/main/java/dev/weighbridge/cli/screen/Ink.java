package dev.weighbridge.cli.screen;

/** Colours, by the standard's numbers, so that the terminal's own theme decides how they look. */
public enum Ink {
    PLAIN(""), BOLD("1"), GOOD("32"), BAD("31"), BUSY("36"), WAITING("33");

    private final String code;

    Ink(String code) {
        this.code = code;
    }

    /** Of a state's word. */
    public static Ink of(String state) {
        return switch (state) {
            case "SUCCEEDED", "yes" -> GOOD;
            case "FAILED", "CANCELLED", "no" -> BAD;
            case "RUNNING" -> BUSY;
            case "WAITING", "PAUSED", "AWAITING_APPROVAL", "PARTIAL" -> WAITING;
            default -> PLAIN;
        };
    }

    String on(String text) {
        return this == PLAIN ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
