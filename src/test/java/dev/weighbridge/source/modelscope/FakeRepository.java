package dev.weighbridge.source.modelscope;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/** A repository as git has it: commits that never change, and branches and tags that name one. May be changed while it is read. */
public final class FakeRepository {

    /** A file as one commit has it. */
    static final class Content {

        private final byte[] bytes;

        private final String commit;

        private final long committed;

        private Content(byte[] bytes, String commit, long committed) {
            this.bytes = bytes;
            this.commit = commit;
            this.committed = committed;
        }

        byte[] bytes() {
            return bytes;
        }

        /** The last one that touched it. */
        String commit() {
            return commit;
        }

        /** When, in seconds since 1970. */
        long committed() {
            return committed;
        }
    }

    private final String id;

    private final Map<String, Map<String, Content>> commits = new ConcurrentHashMap<>();

    private final Map<String, String> branches = new ConcurrentHashMap<>();

    private final Map<String, String> tags = new ConcurrentHashMap<>();

    FakeRepository(String id) {
        this.id = id;
        commits.put("", Map.of());
        branches.put("master", "");
    }

    /** Adds files to a branch, which begins where master is if it is new. Returns the commit. */
    public String commit(String branch, long committed, Map<String, byte[]> files) {
        String commit = DigestUtils.sha1Hex(id + commits.size());
        Map<String, Content> tree = new TreeMap<>(tree(branches.getOrDefault(branch, String.valueOf(branches.get("master")))));
        files.forEach((path, bytes) -> tree.put(path, new Content(bytes, commit, committed)));
        commits.put(commit, tree);
        branches.put(branch, commit);
        return commit;
    }

    /** One file more on master, an hour after the one before. */
    public String put(String path, byte[] bytes) {
        return commit("master", 1_700_000_000L + 3600L * commits.size(), Map.of(path, bytes));
    }

    /** Takes a file from master. */
    public void remove(String path) {
        Map<String, Content> tree = new TreeMap<>(tree(String.valueOf(branches.get("master"))));
        tree.remove(path);
        String commit = DigestUtils.sha1Hex(id + commits.size());
        commits.put(commit, tree);
        branches.put("master", commit);
    }

    public void tag(String name, String commit) {
        tags.put(name, commit);
    }

    Iterable<String> branches() {
        return branches.keySet();
    }

    Iterable<String> tags() {
        return tags.keySet();
    }

    /** The commit of a branch, tag or commit; null for none. */
    @Nullable
    String resolve(String revision) {
        return tags.getOrDefault(revision, branches.getOrDefault(revision, commits.containsKey(revision) ? revision : null));
    }

    @Nullable
    Content file(String revision, String path) {
        String commit = resolve(revision);
        return commit == null ? null : tree(commit).get(path);
    }

    /** Files and folders below a folder by path; a folder's content is null. */
    Map<String, @Nullable Content> rows(String commit, String folder, boolean all) {
        String start = folder.isEmpty() ? "" : folder + "/";
        Map<String, @Nullable Content> rows = new LinkedHashMap<>();
        tree(commit).forEach((path, content) -> {
            if (path.startsWith(start)) {
                for (int slash = path.indexOf('/', start.length()); slash > 0; slash = path.indexOf('/', slash + 1)) {
                    String parent = path.substring(0, slash);
                    if (all || parent.indexOf('/', start.length()) < 0) {
                        rows.put(parent, null);
                    }
                }
                if (all || path.indexOf('/', start.length()) < 0) {
                    rows.put(path, content);
                }
            }
        });
        return rows;
    }

    private Map<String, Content> tree(String commit) {
        return commits.getOrDefault(commit, Map.of());
    }
}
