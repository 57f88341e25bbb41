package dev.weighbridge.inspect.graph.keras;

import dev.weighbridge.inspect.head.OpenFile;

/** An object of a model's JSON; if it has a {@code class_name}, it stands for an object of Python (keras/src/saving/serialization_lib.py). */
final class KerasObject {

    /** Longer texts, such as bytecode, are none of those that are asked for. */
    private static final int MAX_TEXT = 256;

    private final String member;

    private String className = "";

    private String module = "";

    private String registeredName = "";

    private String name = "";

    private String text = "";

    private boolean carriesBytecode;

    /** @param member as what it stands in the object around it */
    KerasObject(String member) {
        this.member = member;
    }

    void take(String key, String value) {
        String kept = value.length() <= MAX_TEXT ? value : value.substring(0, MAX_TEXT);
        switch (key) {
            case "class_name" -> className = kept;
            case "module" -> module = kept;
            case "registered_name" -> registeredName = kept;
            case "name" -> name = kept;
            case "config" -> text = kept;
            default -> {
                // Says nothing of what runs.
            }
        }
    }

    void takeInner(KerasObject inner) {
        if (inner.member.equals("config") && name.isEmpty()) {
            name = inner.name;
        }
        carriesBytecode |= inner.isBytecode() || inner.carriesBytecode && !inner.isLambda();
    }

    boolean isClass() {
        return !className.isEmpty();
    }

    boolean isBytecode() {
        return className.equals("__lambda__");
    }

    boolean isLambda() {
        return className.equals("Lambda");
    }

    /** Whether bytecode is in it that no Lambda inside of it owns. */
    boolean carriesBytecode() {
        return carriesBytecode || isBytecode();
    }

    String className() {
        return className;
    }

    String module() {
        return module;
    }

    String registeredName() {
        return registeredName;
    }

    /** What it configures if that is a text: the name of a function. */
    String text() {
        return text;
    }

    /** What it is called, as a person sees it. */
    String shown() {
        return OpenFile.shown(name.isEmpty() ? className : name);
    }
}
