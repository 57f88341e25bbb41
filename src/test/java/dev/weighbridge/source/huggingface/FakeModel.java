package dev.weighbridge.source.huggingface;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/** A model of a {@link FakeHub}: its commits, branches, tags, and who may read it. For any thread. */
public final class FakeModel {

    private static final Instant FIRST = Instant.parse("2024-07-18T10:00:00Z");

    private final String id;

    private final Map<String, Map<String, FakeFile>> commits = new LinkedHashMap<>();

    private final Map<String, String> branches = new ConcurrentHashMap<>();

    private final Map<String, String> tags = new ConcurrentHashMap<>();

    private final Map<String, Object> details = new ConcurrentHashMap<>();

    private final Map<String, Map<String, Object>> scans = new ConcurrentHashMap<>();

    private final Set<String> readers = ConcurrentHashMap.newKeySet();

    private volatile boolean hidden;

    FakeModel(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    /** Commits one file to {@code main}. Large are those named {@code .safetensors}, {@code .gguf}, {@code .bin} and {@code .pt}. */
    public FakeModel put(String path, byte[] content) {
        return commit(Map.of(path, FakeFile.of(path, content)));
    }

    /** Commits several files at once. */
    public FakeModel putAll(Map<String, byte[]> contents) {
        Map<String, FakeFile> files = new HashMap<>();
        contents.forEach((path, content) -> files.put(path, FakeFile.of(path, content)));
        return commit(files);
    }

    /** Commits a large file of zeros, which takes no memory; its digest is not that of its bytes. */
    public FakeModel putZeros(String path, long size) {
        return commit(Map.of(path, FakeFile.zeros(size)));
    }

    private synchronized FakeModel commit(Map<String, FakeFile> changed) {
        Map<String, FakeFile> files = new TreeMap<>(commits.getOrDefault(branches.getOrDefault("main", ""), Map.of()));
        files.putAll(changed);
        String commit = FakeFile.hex("SHA-1", ("commit " + id + commits.size()).getBytes(StandardCharsets.UTF_8));
        commits.put(commit, files);
        branches.put("main", commit);
        return this;
    }

    /** Makes a branch (or a ref such as {@code refs/pr/1}) of the newest commit. */
    public FakeModel branch(String name) {
        branches.put(name, newest());
        return this;
    }

    /** Makes a tag of the newest commit. */
    public FakeModel tag(String name) {
        tags.put(name, newest());
        return this;
    }

    /** The commit of {@code main}. */
    public String newest() {
        return branches.getOrDefault("main", "");
    }

    /** A field of what the API tells of it: {@code gated}, {@code disabled}, {@code pipeline_tag}, {@code cardData}, … */
    public FakeModel detail(String name, Object value) {
        details.put(name, value);
        return this;
    }

    /**
     * Lets the hub's scanners say this of a file.
     *
     * @param scanners each with its {@code status}, and perhaps {@code message} and {@code pickleImports}
     */
    public FakeModel scanned(String path, String level, Map<String, Object> scanners) {
        Map<String, Object> status = new HashMap<>(scanners);
        status.put("status", level);
        scans.put(path, status);
        return this;
    }

    /** What {@code securityStatus=true} adds to the details. */
    Map<String, Object> repoStatus() {
        List<Map<String, Object>> issues = new ArrayList<>();
        scans.forEach((path, status) -> issues.add(Map.of("path", path, "level", status.getOrDefault("status", ""))));
        return Map.of("scansDone", true, "filesWithIssues", issues);
    }

    /** The entry of a file as {@code paths-info} gives it with {@code expand}. */
    Map<String, Object> pathInfo(String path, FakeFile file) {
        Map<String, Object> entry = new HashMap<>(file.entry(path));
        entry.put("securityFileStatus", scans.getOrDefault(path, Map.of("status", "safe")));
        return entry;
    }

    /** Shows it only to the tokens that {@link #letIn} names. */
    public FakeModel hide() {
        hidden = true;
        return this;
    }

    /** Lets the account of a token read it although it is hidden or gated. */
    public FakeModel letIn(String token) {
        readers.add(token);
        return this;
    }

    boolean isShownTo(@Nullable String token) {
        return !hidden || token != null && readers.contains(token);
    }

    boolean isGatedFor(@Nullable String token) {
        return details.get("gated") instanceof String && (token == null || !readers.contains(token));
    }

    boolean isDisabled() {
        return Boolean.TRUE.equals(details.get("disabled"));
    }

    /** The commit that a branch, tag, commit or the start of one is; null if there is none. */
    synchronized @Nullable String commitOf(String revision) {
        String named = branches.getOrDefault(revision, tags.get(revision));
        return named != null ? named
                : commits.keySet().stream().filter(commit -> revision.length() >= 7 && commit.startsWith(revision)).findFirst()
                        .orElse(null);
    }

    synchronized Map<String, FakeFile> files(String commit) {
        return commits.getOrDefault(commit, Map.of());
    }

    synchronized Map<String, Object> json(String name, String commit) {
        Map<String,
                Object> json = new LinkedHashMap<>(Map.of("id", name, "sha", commit, "private", hidden, "gated", false, "disabled", false,
                        "lastModified", FIRST.plusSeconds(commits.size()).toString().replace("Z", ".000Z"), "tags", List.of("region:us")));
        json.putAll(details);
        List<Object> siblings = new ArrayList<>();
        files(commit).keySet().forEach(path -> siblings.add(Map.of("rfilename", path)));
        json.put("siblings", siblings);
        return json;
    }

    Map<String, Object> refs() {
        return Map.of("branches", named(branches, "refs/heads/"), "tags", named(tags, "refs/tags/"), "converts", List.of());
    }

    private static List<Map<String, String>> named(Map<String, String> refs, String before) {
        return refs.entrySet().stream()
                .map(ref -> Map.of("name", ref.getKey(), "ref", before + ref.getKey(), "targetCommit", ref.getValue())).toList();
    }
}
