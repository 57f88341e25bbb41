package dev.weighbridge.source.modelscope;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * One model's repository at one hub, and the URLs of the API that are about it.
 *
 * @param endpoint the hub's http or https URL, without a slash at its end
 */
record Repository(String endpoint, String owner, String name) {

    static final String API = "/api/v1/";

    URI login() {
        return URI.create(endpoint + API + "login");
    }

    /** The branches and tags. */
    URI revisions() {
        return URI.create(models() + "/revisions");
    }

    /** The newest commit of a branch or tag. */
    URI head(String revision) {
        return URI.create(models() + "/commits?Ref=" + escaped(revision) + "&PageNumber=1&PageSize=1");
    }

    /** @param folder a path, or {@code ""} for the top */
    URI files(String revision, String folder, boolean recursive) {
        return URI.create(models() + "/repo/files?Revision=" + escaped(revision) + "&Recursive=" + (recursive ? "True" : "False")
                + (folder.isEmpty() ? "" : "&Root=" + escaped(folder)));
    }

    URI file(String revision, String path) {
        return URI.create(models() + "/repo?Revision=" + escaped(revision) + "&FilePath=" + escaped(path));
    }

    /** As a person calls it: {@code the model 'owner/name' at https://host}. */
    String shown() {
        return "the model '" + owner + "/" + name + "' at " + endpoint;
    }

    private String models() {
        return endpoint + API + "models/" + escaped(owner) + "/" + escaped(name);
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
