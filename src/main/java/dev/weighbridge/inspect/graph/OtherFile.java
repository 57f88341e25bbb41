package dev.weighbridge.inspect.graph;

import java.util.regex.Pattern;

/**
 * Where a model says that some of its bytes lie in another file. ONNX wants a path from the model's own folder on that does not go up (docs/ExternalData.md);
 * ONNX Runtime takes one that begins with {@value #IN_MEMORY} for an address in its own memory.
 */
public final class OtherFile {

    private static final String IN_MEMORY = "*/_ORT_MEM_ADDR_/*";

    private static final Pattern ELSEWHERE = Pattern.compile("[/\\\\].*|[A-Za-z][A-Za-z0-9+.-]*:.*|(.*[/\\\\])?\\.\\.([/\\\\].*)?",
            Pattern.DOTALL);

    private OtherFile() {}

    /** Whether it is something else than a file in the model's folder, or in one below it. */
    public static boolean isOutside(String location) {
        return location.startsWith(IN_MEMORY) || location.indexOf('\0') >= 0 || ELSEWHERE.matcher(location).matches();
    }
}
