package dev.weighbridge.inspect.accelerator;

import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * How weights are quantised, as {@code quantization_config} of {@code config.json} says it.
 *
 * @param method {@code quant_method}, such as {@code awq}
 * @param variant by which one method asks for different hardware: bits, or the name of a format; {@code ""} where there is none
 */
public record Quantisation(String method, String variant) {

    private static final String CONFIG = "quantization_config.";

    /** The members of {@code config.json} that {@link #of} asks for. */
    public static final Set<String> WANTED = Set.of(CONFIG + "quant_method", CONFIG + "quant_algo", CONFIG + "format",
            CONFIG + "load_in_4bit");

    /** @param member gives the text of a member of {@link #WANTED}, or null; null comes back where nothing is quantised */
    public static @Nullable Quantisation of(Function<String, @Nullable String> member) {
        String method = lower(member.apply(CONFIG + "quant_method"));
        if (method == null) {
            return null;
        }
        String variant = switch (method) {
            case "bitsandbytes" -> "true".equals(member.apply(CONFIG + "load_in_4bit")) ? "4" : "8";
            case "compressed-tensors" -> lower(member.apply(CONFIG + "format"));
            case "modelopt" -> lower(member.apply(CONFIG + "quant_algo"));
            default -> null;
        };
        return new Quantisation(method, variant == null ? "" : variant);
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }
}
