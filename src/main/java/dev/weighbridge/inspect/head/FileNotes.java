package dev.weighbridge.inspect.head;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.SafetyFinding;
import dev.weighbridge.artifact.SafetyKind;

/** What a reader notes about one file: its tensors, what it says of the model, what is odd, what is dangerous. Bounded. */
public final class FileNotes {

    /** Bounds the memory; the largest models have some 150,000 tensors in all their files together. */
    public static final int MAX_TENSORS = 250_000;

    private static final int MAX_SENTENCES = 100;

    private final String path;

    private final String format;

    private final List<Tensor> tensors = new ArrayList<>();

    private final List<Derivation> facts = new ArrayList<>();

    private final List<String> findings = new ArrayList<>();

    private final List<SafetyFinding> dangers = new ArrayList<>();

    private final Map<String, Long> needed = new TreeMap<>();

    /** @param format how a person calls it */
    public FileNotes(String path, String format) {
        this.path = path;
        this.format = format;
    }

    /** Notes a tensor; those beyond {@link #MAX_TENSORS} are the reader's to refuse. */
    public void tensor(Tensor tensor) {
        if (tensors.size() == MAX_TENSORS) {
            throw new IllegalStateException(
                    "'" + path + "' has more than " + MAX_TENSORS + " tensors, which its reader should have refused");
        }
        tensors.add(tensor);
    }

    /** Notes what the file says of the model; {@code rule} says where in the file, such as "producer_name of model.onnx". */
    public void state(String field, String value, String rule) {
        facts.add(new Derivation(field, value, rule, path));
    }

    /** Notes something odd, as a sentence with its stop. */
    public void find(String sentence) {
        if (findings.size() < MAX_SENTENCES) {
            findings.add(sentence);
        }
    }

    /** Notes a danger, as a sentence with its stop; what happens because of it is the policy's. */
    public void warn(SafetyKind kind, String sentence) {
        boolean isFirstOfKind = dangers.stream().noneMatch(danger -> danger.kind() == kind);
        if (dangers.size() < MAX_SENTENCES || isFirstOfKind) {
            dangers.add(new SafetyFinding(kind, path, sentence));
        }
    }

    /** Notes that it keeps tensors in another file, named from its own folder on, which must have so many bytes. */
    public void needs(String relativePath, long bytes) {
        needed.merge(relativePath, bytes, Math::max);
    }

    /** Forgets the tensors, once they were added up. */
    public FileNotes withoutTensors() {
        tensors.clear();
        return this;
    }

    public String path() {
        return path;
    }

    public String format() {
        return format;
    }

    public List<Tensor> tensors() {
        return Collections.unmodifiableList(tensors);
    }

    public List<Derivation> facts() {
        return Collections.unmodifiableList(facts);
    }

    public List<String> findings() {
        return Collections.unmodifiableList(findings);
    }

    public List<SafetyFinding> dangers() {
        return Collections.unmodifiableList(dangers);
    }

    /** Bytes that other files must have, by their names from this one's folder on. */
    public Map<String, Long> needed() {
        return Collections.unmodifiableMap(needed);
    }
}
