package dev.weighbridge.inspect.pickle;

import java.util.regex.Pattern;

/** A name that unpickling looks up in a module, which runs the module. */
final class Import {

    private static final Pattern IDENTIFIERS = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*(\\.[\\p{L}_][\\p{L}\\p{N}_]*)*");

    private final String module;

    private final String name;

    private final long position;

    private boolean isCalled;

    /** @param position of the opcode */
    Import(String module, String name, long position) {
        this.module = module;
        this.name = name;
        this.position = position;
    }

    String module() {
        return module;
    }

    String name() {
        return name;
    }

    long position() {
        return position;
    }

    String full() {
        return module + "." + name;
    }

    boolean is(String otherModule, String otherName) {
        return module.equals(otherModule) && name.equals(otherName);
    }

    void call() {
        isCalled = true;
    }

    boolean isCalled() {
        return isCalled;
    }

    /** Whether Python would take it for names; random bytes seldom look so. */
    boolean looksLikeOne() {
        return IDENTIFIERS.matcher(module).matches() && IDENTIFIERS.matcher(name).matches();
    }
}
