package dev.weighbridge.inspect.safety;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SafetyFinding;
import dev.weighbridge.artifact.SafetyKind;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What happens because of a danger, by its kind: {@code weighbridge.safety.<kind>}. What only runs when somebody loads the model with trust in it is let
 * in and shown; what runs when weights are merely loaded, or by itself, is not.
 */
@ConfigurationProperties("weighbridge.safety")
public record SafetyPolicy(@DefaultValue("reject") Verdict pickle, @DefaultValue("flag") Verdict pickledClass,
        @DefaultValue("flag") Verdict kerasLambda,
        @DefaultValue("flag") Verdict remoteCode, @DefaultValue("reject") Verdict executable, @DefaultValue("flag") Verdict chatTemplate,
        @DefaultValue("flag") Verdict archive, @DefaultValue("flag") Verdict disguised, @DefaultValue("flag") Verdict hubScan) {

    private static final int SHOWN = 3;

    /** What happens. */
    public enum Verdict {

        /** Nothing: it is not even kept. */
        ALLOW,

        /** The model comes in; the danger is kept and shown with it. */
        FLAG,

        /** The model does not come in. */
        REJECT
    }

    /**
     * Lets a model or dataset in, or not.
     *
     * @param what as a sentence names it: {@code the model 'llama'}
     * @return the dangers that are to be kept with it
     * @throws IngestionException UNSAFE_CONTENT if one of them is rejected
     */
    public List<SafetyFinding> admit(String what, List<SafetyFinding> dangers) {
        List<SafetyFinding> rejected = dangers.stream().filter(danger -> verdict(danger.kind()) == Verdict.REJECT).toList();
        if (!rejected.isEmpty()) {
            throw new IngestionException(FailureKind.UNSAFE_CONTENT, sentence(what, rejected));
        }
        return dangers.stream().filter(danger -> verdict(danger.kind()) == Verdict.FLAG).toList();
    }

    /** Those dangers that are to be shown with a model that is in already, the rejected among them. */
    public List<SafetyFinding> shown(List<SafetyFinding> dangers) {
        return dangers.stream().filter(danger -> verdict(danger.kind()) != Verdict.ALLOW).toList();
    }

    private Verdict verdict(SafetyKind kind) {
        return switch (kind) {
            case PICKLE -> pickle;
            case PICKLED_CLASS -> pickledClass;
            case KERAS_LAMBDA -> kerasLambda;
            case REMOTE_CODE -> remoteCode;
            case EXECUTABLE -> executable;
            case CHAT_TEMPLATE -> chatTemplate;
            case ARCHIVE -> archive;
            case DISGUISED -> disguised;
            case HUB_SCAN -> hubScan;
        };
    }

    private static String sentence(String what, List<SafetyFinding> rejected) {
        String shown = rejected.stream().limit(SHOWN).map(SafetyFinding::sentence).collect(Collectors.joining(" "));
        String more = rejected.size() > SHOWN ? " And " + (rejected.size() - SHOWN) + " more." : "";
        String properties = rejected.stream().map(danger -> property(danger.kind())).distinct().collect(Collectors.joining(" and "));
        return "Could not add " + what + ": it is not safe. " + shown + more
                + " Leave the file out (exclude), get the weights as safetensors, or, if you trust them, have the operator set "
                + properties + ".";
    }

    private static String property(SafetyKind kind) {
        return "weighbridge.safety." + kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + "=flag";
    }
}
