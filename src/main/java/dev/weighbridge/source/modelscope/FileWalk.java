package dev.weighbridge.source.modelscope;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;

/**
 * All files of a repository that a reference names. The hub sends a whole tree in one answer, but never more than {@value #CUT} rows of it, and does
 * not say what it leaves out; a tree of just that many rows is therefore asked for folder by folder. For one use.
 */
final class FileWalk {

    static final int CUT = 3000;

    /** As for folders of a web server; no model has as many. */
    private static final int DEEPEST = 32;

    private final FilePages pages;

    private final RepositoryReference wanted;

    private final String revision;

    private final int most;

    private final Map<String, RepoEntry> files = new LinkedHashMap<>();

    private int seen;

    /** @param most how many files and folders may be met */
    FileWalk(FilePages pages, RepositoryReference wanted, String revision, int most) {
        this.pages = pages;
        this.wanted = wanted;
        this.revision = revision;
        this.most = most;
    }

    /** @param tree what the hub shows for the top and all below it */
    Collection<RepoEntry> files(List<RepoEntry> tree) {
        take("", tree);
        return files.values();
    }

    private void take(String folder, List<RepoEntry> tree) {
        if (tree.size() != CUT) {
            tree.forEach(this::keep);
            return;
        }
        List<RepoEntry> children = pages.of(revision, folder, false);
        if (children.size() == CUT) {
            throw tooMuch("the hub shows only " + CUT + " files of " + (folder.isEmpty() ? "its top" : "the folder '" + folder + "'")
                    + " and does not say whether there are more", "Ask the model's owner to spread them over folders");
        }
        for (RepoEntry child : children) {
            keep(child);
            if (child.isFolder() && wanted.isReachedThrough(child.path())) {
                requireShallow(child.path());
                take(child.path(), pages.of(revision, child.path(), true));
            }
        }
    }

    private void keep(RepoEntry entry) {
        if (++seen > most) {
            throw tooMuch("it has more than " + most + " files and folders",
                    "Add a subfolder of it, or raise weighbridge.sources.max-files");
        }
        if (!entry.isFolder() && wanted.nameOf(entry.path()) != null && files.putIfAbsent(entry.path(), entry) != null) {
            throw new IngestionException(FailureKind.MALFORMED_ARTIFACT, "Could not list " + wanted.repository().shown()
                    + ": the hub shows the file '" + entry.path() + "' twice. Ask who runs the hub.");
        }
    }

    private void requireShallow(String folder) {
        if (folder.chars().filter(c -> c == '/').count() >= DEEPEST) {
            throw tooMuch("it has folders in folders, more than " + DEEPEST + " deep", "Add a subfolder of it");
        }
    }

    private IngestionException tooMuch(String why, String what) {
        return new IngestionException(FailureKind.LIMIT_EXCEEDED,
                "Could not list " + wanted.repository().shown() + ": " + why + ". " + what + ".");
    }
}
