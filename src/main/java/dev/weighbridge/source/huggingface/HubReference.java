package dev.weighbridge.source.huggingface;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.weighbridge.artifact.ArtifactKind;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import org.jspecify.annotations.Nullable;

/**
 * {@code hf://org/name[@revision][/path]}, or {@code hf://datasets/org/name…} for a dataset, read as the hub's own client reads it: without a revision the first two segments are the model, so a model of a bare
 * name needs one before a path ({@code hf://gpt2@main/onnx}). A revision ends at the first slash, but for {@code refs/pr/5} and {@code refs/convert/parquet}; any
 * other slash in it is written {@code %2F}.
 *
 * @param revision a branch, tag or commit; null for the default
 * @param path a folder or a file of the model or dataset, {@code ""} for all of it
 */
record HubReference(HubModel model, @Nullable String revision, String path) {

    private static final String HUB = "https://huggingface.co";

    private static final String NAME = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,95}";

    private static final Pattern FORM = Pattern
            .compile(
                    "(?<id>" + NAME + "(?:/" + NAME + "|(?=@|$)))(?:@(?<revision>refs/pr/\\d+|refs/convert/\\w+|[^/]+))?(?:/(?<path>.*))?");

    private static final Pattern OTHER_KIND = Pattern.compile("(space|bucket|kernel)s/[^/@]+/.+");

    /** @throws IngestionException INVALID_REQUEST */
    static HubReference of(ModelReference reference) {
        String text = reference.location().substring("hf://".length()).replaceFirst("/+$", "");
        if (OTHER_KIND.matcher(text).matches()) {
            throw invalid(reference, "it names neither a model nor a dataset", "Give the name of one, such as hf://Qwen/Qwen2.5-0.5B");
        }
        ArtifactKind kind = text.startsWith("datasets/") ? ArtifactKind.DATASET : ArtifactKind.MODEL;
        String prefix = kind == ArtifactKind.DATASET ? "datasets/" : text.matches("models/[^/@]+/.+") ? "models/" : "";
        Matcher form = FORM.matcher(text.substring(prefix.length()));
        if (!form.matches()) {
            throw invalid(reference, "it has not the form hf://org/name[@revision][/folder]", "Give it in this form");
        }
        String revision = form.group("revision");
        String path = form.group("path");
        var model = new HubModel(kind, endpoint(reference), form.group("id"));
        return new HubReference(model, revision == null ? null : decoded(reference, revision),
                path == null ? "" : checked(reference, path));
    }

    private static String endpoint(ModelReference reference) {
        String endpoint = reference.endpoint() == null ? HUB : reference.endpoint();
        try {
            if (URI.create(endpoint).getRawQuery() == null) {
                return endpoint;
            }
        } catch (IllegalArgumentException malformed) {
            throw invalid(reference, "the hub's endpoint is no URL", "Correct the model centre's endpoint");
        }
        throw invalid(reference, "the hub's endpoint has a query", "Correct the model centre's endpoint");
    }

    private static String decoded(ModelReference reference, String revision) {
        String decoded;
        try {
            decoded = URLDecoder.decode(revision.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw invalid(reference, "its revision has a broken percent sign", "Write a percent sign as %25");
        }
        return checked(reference, decoded);
    }

    /** What names a place of its own in a URL is no revision and no path. */
    private static String checked(ModelReference reference, String text) {
        boolean climbs = Arrays.stream(text.split("/", -1)).anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
        if (climbs || text.indexOf('\\') >= 0 || text.chars().anyMatch(Character::isISOControl)) {
            throw invalid(reference, "its revision or path has an empty, '.' or '..' segment, a backslash or a control character",
                    "Correct it");
        }
        return text;
    }

    private static IngestionException invalid(ModelReference reference, String why, String what) {
        return new IngestionException(FailureKind.INVALID_REQUEST,
                "Could not read the reference '" + reference.location().replaceFirst("(?s)[?].*", "?…").replaceAll("\\p{Cntrl}", "?")
                        + "': "
                        + why + ". " + what + ".");
    }
}
