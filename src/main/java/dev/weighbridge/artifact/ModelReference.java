package dev.weighbridge.artifact;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Where a model lies, made from AddModel's {@code installPath} and, when that is relative, the model centre's {@code url}.
 *
 * @param scheme lower case: {@code file} (a path of this machine), {@code nfs} (an export, {@code host:/path}), {@code http}, {@code https}, or
 *     another that a source may know
 * @param location for {@code file} an absolute path; for {@code nfs} {@code host:/path}; else the whole reference as it was given, from its scheme on
 * @param endpoint the http or https URL of the hub, registry or store that answers, without a slash at its end; null when the location says it, or the
 *     source knows one by itself
 * @param unpack whether the file there is an archive whose content is the model, asked for by {@code ?unpack} at the end
 */
public record ModelReference(String scheme, String location, @Nullable String endpoint, boolean unpack) {

    private static final String UNPACK = "?unpack";

    /**
     * Who answers when nobody else is named, for schemes whose references are names and not URLs: {@code hf://org/name@refs/pr/1}. Each region of Amazon's has a
     * host of its own below amazonaws.com, which are one authority. A registry is named by the reference itself.
     */
    private static final Map<String, String> PUBLIC_HOSTS = Map.of("hf", "huggingface.co", "modelscope", "www.modelscope.cn", "ollama",
            "registry.ollama.ai", "s3", "s3.amazonaws.com", "oci", "");

    private static final Pattern URL = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://.+");

    /** An {@code @} before the repository begins; behind it stands a digest. */
    private static final Pattern REGISTRY_LOGIN = Pattern.compile("(?i)oci://[^/]*@.*");

    private static final Pattern DATASET = Pattern.compile("(?:hf|modelscope)://datasets/.+");

    private static final Pattern NFS = Pattern.compile("[^/:\\s]+:/[^/].*");

    public ModelReference(String scheme, String location) {
        this(scheme, location, null);
    }

    public ModelReference(String scheme, String location, @Nullable String endpoint) {
        this(scheme, location, endpoint, false);
    }

    /** The same place, asked at this endpoint. */
    public ModelReference at(@Nullable String where) {
        return new ModelReference(scheme, location, where == null ? null : where.replaceAll("/+$", ""), unpack);
    }

    /** The same kind of place, at another location. */
    public ModelReference with(String otherLocation) {
        return new ModelReference(scheme, otherLocation, endpoint, unpack);
    }

    /**
     * Reads an install path.
     *
     * @param installPath a full reference ({@code file:///dir}, {@code /dir}, {@code host:/export/dir}, {@code https://host/file}, …) or a path
     *     relative to the centre's url
     * @param centreUrl the model centre's url, or null when there is none to be relative to
     * @throws IngestionException INVALID_REQUEST if it is neither, or climbs with {@code ..}
     */
    public static ModelReference of(String installPath, @Nullable String centreUrl) {
        String path = installPath.strip();
        if (path.endsWith(UNPACK)) {
            ModelReference packed = of(path.substring(0, path.length() - UNPACK.length()), centreUrl);
            return new ModelReference(packed.scheme(), packed.location(), packed.endpoint(), true);
        }
        if (path.isEmpty() || path.chars().anyMatch(Character::isISOControl)) {
            throw invalid(installPath, "it is empty or holds a control character",
                    "Give a URL, an absolute path, or a path below the model centre's url.");
        }
        if (isFull(path)) {
            return full(path);
        }
        if (centreUrl == null || !isFull(centreUrl.strip())) {
            throw invalid(installPath, "it is relative, and the model centre's url is no place that it could be relative to",
                    "Give a full reference, such as https://host/file, file:///dir, /dir or host:/export/dir.");
        }
        return full(centreUrl.strip().replaceAll("/+$", "") + "/" + path);
    }

    /** The host that is asked, in lower case, or null for a path of this machine. Only this host may see the reference's credentials. */
    public @Nullable String host() {
        if (endpoint != null) {
            return hostOf(endpoint);
        }
        return switch (scheme) {
            case "file", "nfs" -> null;
            case "hf", "modelscope", "ollama", "s3" -> PUBLIC_HOSTS.get(scheme);
            case "oci" -> hostOf("https://" + location.substring("oci://".length()).replaceFirst("/.*", ""));
            default -> hostOf(location);
        };
    }

    /** The host of a URL in lower case, or null if it has none. */
    private static @Nullable String hostOf(String url) {
        try {
            String host = new URI(url).getHost();
            return host == null ? null : host.toLowerCase(Locale.ROOT);
        } catch (URISyntaxException malformed) {
            return null;
        }
    }

    /** Whether it names a dataset of a hub, {@code hf://datasets/org/name}, and so no model. */
    public boolean isOfDataset() {
        return DATASET.matcher(location).matches();
    }

    /** Whether {@code text} is a reference by itself, and not a path relative to a model centre. */
    public static boolean isFull(String text) {
        return text.startsWith("/") || URL.matcher(text).matches() || NFS.matcher(text).matches();
    }

    private static ModelReference full(String text) {
        if (hasDotDot(text)) {
            throw invalid(text, "it climbs with '..'", "Write the path without '..'.");
        }
        if (text.startsWith("/")) {
            return new ModelReference("file", text);
        }
        var url = URL.matcher(text);
        if (!url.matches()) {
            return new ModelReference("nfs", text);
        }
        String scheme = String.valueOf(url.group(1)).toLowerCase(Locale.ROOT);
        if (scheme.equals("file")) {
            return new ModelReference("file", filePath(text));
        }
        if (PUBLIC_HOSTS.containsKey(scheme)) {
            if (REGISTRY_LOGIN.matcher(text).matches()) {
                throw invalid(scheme + "://…", "a reference must not hold a user name or password", "Send the secret as token.");
            }
            return new ModelReference(scheme, scheme + text.substring(scheme.length()));
        }
        return new ModelReference(scheme, checkedUrl(text).toString());
    }

    private static boolean hasDotDot(String text) {
        for (String segment : text.split("[/\\\\]")) {
            if (segment.equals("..") || segment.toLowerCase(Locale.ROOT).replace("%2e", ".").equals("..")) {
                return true;
            }
        }
        return false;
    }

    private static String filePath(String text) {
        URI url = checkedUrl(text);
        String path = url.getPath();
        boolean ours = url.getHost() == null || url.getHost().equalsIgnoreCase("localhost");
        if (path == null || !path.startsWith("/") || !ours) {
            throw invalid(text, "a file URL names an absolute path of this machine", "Write file:///dir or /dir.");
        }
        return path;
    }

    private static URI checkedUrl(String text) {
        try {
            URI url = new URI(text);
            if (url.getRawUserInfo() != null) {
                throw invalid(url.getScheme() + "://" + url.getHost(), "a URL must not hold a user name or password",
                        "Send the secret as token.");
            }
            return url;
        } catch (URISyntaxException malformed) {
            throw invalid(text, "it is no valid URL (" + malformed.getReason() + ")", "Percent-encode spaces and special characters.");
        }
    }

    private static IngestionException invalid(String text, String why, String what) {
        int query = text.indexOf('?');
        String shown = query < 0 ? text : text.substring(0, query) + "?…";
        return new IngestionException(FailureKind.INVALID_REQUEST, "Could not read the installPath '" + shown + "': " + why + ". " + what);
    }
}
