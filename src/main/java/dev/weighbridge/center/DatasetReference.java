package dev.weighbridge.center;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import org.jspecify.annotations.Nullable;

/** Tells a hub's datasets from its models: {@code hf://datasets/org/name}, or the page {@code https://huggingface.co/datasets/org/name[/tree/revision[/folder]]}. */
final class DatasetReference {

    private static final String HUB = "https://huggingface.co";

    private static final Pattern PAGE = Pattern.compile("(?<hub>https?://[^/?#@]+)/datasets/(?<id>[^/?#]+/[^/?#]+)"
            + "(?:/(?:tree|blob|resolve)/(?<revision>[^/?#]+)(?:/(?<path>[^?#]*[^?#/]))?)?/?", Pattern.CASE_INSENSITIVE);

    private static final Pattern PUBLIC_PAGE = Pattern
            .compile("(?i)https?://(?:www\\.)?(?<host>huggingface\\.co|hf\\.co|modelscope\\.cn|modelscope\\.ai)/datasets/.*");

    private final CenterType type;

    private final @Nullable String endpoint;

    private final Function<String, ModelReference> asModel;

    /**
     * @param type what kind of place the centre is
     * @param endpoint of the centre, or null
     * @param asModel how a model's reference is read there
     */
    DatasetReference(CenterType type, @Nullable String endpoint, Function<String, ModelReference> asModel) {
        this.type = type;
        this.endpoint = endpoint;
        this.asModel = asModel;
    }

    /** A model's reference, if it is one. */
    static ModelReference refused(ModelReference reference) {
        if (reference.isOfDataset()) {
            throw invalid("Could not add the model: '" + reference.location().replaceFirst("\\?.*", "?…")
                    + "' is a dataset of its hub. Create a dataset of it, or name a model.");
        }
        return reference;
    }

    ModelReference of(String url) {
        String text = url.strip();
        Matcher publicPage = PUBLIC_PAGE.matcher(text);
        if (publicPage.matches()) {
            return publicPage.group("host").toLowerCase(Locale.ROOT).startsWith("modelscope") ? readNowhere() : page(text, HUB);
        }
        Matcher page = PAGE.matcher(text);
        if (type == CenterType.HUGGINGFACE && page.matches() && page.group("hub").equalsIgnoreCase(endpoint)) {
            return page(text, endpoint);
        }
        ModelReference reference = asModel.apply(text);
        return ModelReference.isFull(text) ? ofHub(reference) : named(reference);
    }

    private ModelReference page(String text, @Nullable String hub) {
        Matcher page = PAGE.matcher(text);
        if (!page.matches()) {
            throw invalid("Could not read the dataset's url '" + text.replaceFirst("[?#].*", "?…")
                    + "': it is no page of a dataset or of its files. Give it as https://huggingface.co/datasets/org/name.");
        }
        String revision = page.group("revision");
        String path = page.group("path");
        return asModel.apply("hf://datasets/" + page.group("id") + (revision == null ? "" : "@" + revision)
                + (path == null ? "" : "/" + decoded(path))).at(hub);
    }

    private static String decoded(String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw invalid("Could not read the dataset's url: its path has a malformed escape. Write a percent sign as %25.");
        }
    }

    /** What a path that is relative to a hub names. */
    private static ModelReference named(ModelReference reference) {
        return switch (reference.scheme()) {
            case "hf" -> reference.isOfDataset() ? reference
                    : reference.with("hf://datasets/" + reference.location().substring("hf://".length()));
            case "modelscope" -> readNowhere();
            default -> reference;
        };
    }

    private static ModelReference ofHub(ModelReference reference) {
        return reference.isOfDataset() && reference.scheme().equals("modelscope") ? readNowhere() : reference;
    }

    private static ModelReference readNowhere() {
        throw invalid("Could not read the dataset's url: datasets of ModelScope are not read."
                + " Take it from the Hugging Face Hub, or fetch it to a folder, a server or a bucket and name that.");
    }

    private static IngestionException invalid(String sentence) {
        return new IngestionException(FailureKind.INVALID_REQUEST, sentence);
    }
}
