package dev.weighbridge.source.modelscope;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import org.jspecify.annotations.Nullable;

/**
 * A reference as a person writes it: {@code modelscope://owner/name[@revision][/subfolder-or-file]}. Nothing is percent-decoded but a slash in the
 * revision, which is written {@code %2F}.
 *
 * @param revision a branch, a tag or a commit; null when none is named
 * @param within the subfolder or file, {@code ""} for the whole repository
 */
record RepositoryReference(Repository repository, @Nullable String revision, String within) {

    /** Who answers when the reference names nobody. */
    static final String ENDPOINT = "https://www.modelscope.cn";

    private static final Pattern FORM = Pattern.compile("modelscope://([^/@]+)/([^/@]+)(?:@([^/]+))?(/.*)?");

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._-]+");

    /** The characters that git allows in no name of a branch or tag. */
    private static final Pattern NO_REVISION = Pattern.compile("[\\s\\p{Cntrl}~^:*\\[\\\\#]");

    /** @throws IngestionException INVALID_REQUEST */
    static RepositoryReference of(ModelReference reference) {
        Matcher form = FORM.matcher(reference.location());
        if (reference.location().indexOf('?') >= 0) {
            throw invalid(reference, "it has a query, and none means anything here");
        }
        if (!form.matches()) {
            throw invalid(reference, "it names no owner and model");
        }
        String endpoint = reference.endpoint() == null ? ENDPOINT : reference.endpoint();
        var repository = new Repository(endpoint.replaceAll("/+$", ""), name(reference, form.group(1)), name(reference, form.group(2)));
        String revision = form.group(3);
        if (revision != null && NO_REVISION.matcher(revision).find()) {
            throw invalid(reference, "no branch, tag or commit can have this name");
        }
        return new RepositoryReference(repository, revision == null ? null : revision.replaceAll("(?i)%2F", "/"),
                within(reference, form.group(4)));
    }

    /** How a file of the repository is called in the model; null if it lies elsewhere. */
    @Nullable
    String nameOf(String path) {
        if (path.equals(within)) {
            return path.substring(path.lastIndexOf('/') + 1);
        }
        String folder = within.isEmpty() ? "" : within + "/";
        return path.startsWith(folder) ? path.substring(folder.length()) : null;
    }

    /** Whether files of the reference may lie in this folder of the repository. */
    boolean isReachedThrough(String folder) {
        return within.startsWith(folder + "/") || (folder + "/").startsWith(within.isEmpty() ? "" : within + "/");
    }

    private static String name(ModelReference reference, @Nullable String text) {
        if (text == null || !NAME.matcher(text).matches() || text.matches("\\.+")) {
            throw invalid(reference, "the names of owner and model consist of letters, digits, dots, underscores and hyphens");
        }
        return text;
    }

    private static String within(ModelReference reference, @Nullable String text) {
        String path = text == null ? "" : text.substring(1).replaceAll("/+$", "");
        if (!path.isEmpty()
                && Arrays.stream(path.split("/", -1)).anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."))) {
            throw invalid(reference, "the subfolder has an empty, '.' or '..' segment");
        }
        return path;
    }

    private static IngestionException invalid(ModelReference reference, String why) {
        String shown = reference.location().replaceFirst("\\?.*", "?…");
        return new IngestionException(FailureKind.INVALID_REQUEST, "Could not read the reference '" + shown + "': " + why
                + ". Write modelscope://owner/name, modelscope://owner/name@revision or either with /subfolder behind it.");
    }
}
