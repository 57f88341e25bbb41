package dev.weighbridge.source.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.net.OutboundRequest;
import dev.weighbridge.net.OutboundResponse;
import dev.weighbridge.net.ShownUrl;
import dev.weighbridge.source.AtOnce;
import dev.weighbridge.source.ChecksumList;
import dev.weighbridge.source.Refusals;
import org.jspecify.annotations.Nullable;

/**
 * The digests that a folder announces for its own files: by a list, {@code SHA256SUMS}, at its top, whose names are paths below the folder;
 * and for a file that no list names, by the {@code .sha256} beside it. Nothing is asked for that the folder does not list.
 */
final class FolderDigests {

    /** Room for 100,000 lines with names of some 90 bytes. */
    static final int MAX_BYTES = 16 * 1024 * 1024;

    private static final Set<String> LISTS = Set.of("sha256sums", "sha256sums.txt", "sha256sum.txt");

    private final OutboundClient client;

    private final Refusals refusals;

    private final Announcements announcements;

    FolderDigests(OutboundClient client, Refusals refusals, Announcements announcements) {
        this.client = client;
        this.refusals = refusals;
        this.announcements = announcements;
    }

    /**
     * The announced digests by the files' paths; a file without one is not among them.
     *
     * @throws IngestionException MALFORMED_ARTIFACT if a list cannot be read, contradicts itself or another, or names a file that the folder
     *     does not have
     */
    Map<String, Digest> find(OutboundRequest folder, Map<String, ListedEntry> files) {
        Map<String, Digest> found = new HashMap<>();
        for (ListedEntry list : files.values()) {
            if (LISTS.contains(list.path().toLowerCase(Locale.ROOT))) {
                takeList(folder, list, files, found);
            }
        }
        List<ListedEntry> others = files.values().stream()
                .filter(file -> !found.containsKey(file.path()) && files.containsKey(file.path() + ".sha256")).toList();
        List<Beside> beside = AtOnce.ask(others, file -> beside(folder, file));
        beside.forEach(one -> found.computeIfAbsent(one.path(), path -> one.digest()));
        return found;
    }

    private record Beside(String path, @Nullable Digest digest) {}

    private Beside beside(OutboundRequest folder, ListedEntry file) {
        String name = file.path().substring(file.path().lastIndexOf('/') + 1);
        return new Beside(file.path(), announcements.find(HttpFolder.requestFor(folder, file), name));
    }

    private void takeList(OutboundRequest folder, ListedEntry list, Map<String, ListedEntry> files, Map<String, Digest> found) {
        String text = fetch(HttpFolder.requestFor(folder, list), list);
        List<ChecksumList.Line> lines = ChecksumList.lines(text).toList();
        if (lines.isEmpty() && !text.isBlank()) {
            throw unfit(list, "none of its lines has the form '<64 hex digits>  <name>'", "Correct the list, or remove it");
        }
        for (ChecksumList.Line line : lines) {
            String name = line.name();
            if (name.equals(list.path())) {
                continue; // whoever made it had it in the folder already; its digest cannot be in itself
            }
            if (!files.containsKey(name)) {
                throw unfit(list, "it names '" + shown(name) + "', which is not in the folder",
                        "The copy is incomplete: add the file, or take it off the list");
            }
            Digest before = found.putIfAbsent(name, line.digest());
            if (before != null && !before.equals(line.digest())) {
                throw unfit(list, "two different digests are announced for '" + name + "'", "Correct the list");
            }
        }
    }

    private String fetch(OutboundRequest request, ListedEntry list) {
        try (OutboundResponse response = client.send(request)) {
            if (response.status() != 200) {
                throw refusals.refusal(request, response);
            }
            byte[] text = refusals.accept(request, response, list.path()).bodyUpTo(MAX_BYTES);
            if (text.length > MAX_BYTES) {
                throw new IngestionException(FailureKind.LIMIT_EXCEEDED, "Could not read " + ShownUrl.of(request.url())
                        + ": a list of digests has at most " + MAX_BYTES + " bytes. Shorten the list, or add a smaller folder.");
            }
            if (!response.endIsMarked() && text.length != list.size()) {
                throw unfit(list, "the server tells no length of it, so a broken connection could not be told from its end",
                        "Let the server send its length, or remove the list");
            }
            return new String(text, StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new IngestionException(FailureKind.SOURCE_UNAVAILABLE,
                    "Could not fetch " + ShownUrl.of(request.url()) + ": the connection broke. It is tried again later.", broken);
        }
    }

    private static String shown(String name) {
        String clean = name.replaceAll("\\p{Cntrl}", "?");
        return clean.length() > 100 ? clean.substring(0, 100) + "…" : clean;
    }

    private static IngestionException unfit(ListedEntry list, String why, String what) {
        return new IngestionException(FailureKind.MALFORMED_ARTIFACT,
                "Could not check the files by " + ShownUrl.of(list.location()) + ": " + why + ". " + what + ".");
    }
}
