package dev.weighbridge.source.huggingface;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.net.OutboundRequest;
import dev.weighbridge.source.Documents;
import dev.weighbridge.source.ScanWarning;
import dev.weighbridge.source.huggingface.HubRefusals.Asked;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the hub's own scanners found in a model. That there is something, {@code securityRepoStatus} of the model's details says, which costs no request; why,
 * {@code securityFileStatus} of {@code POST /api/models/{id}/paths-info/{commit}} with {@code expand}, which is asked only then. (The tree with
 * {@code expand} would say the same for 50 files a page.)
 */
final class HubScan {

    private static final int LONGEST = 4 * 1024 * 1024;

    private static final int MAX_FILES = 100;

    private static final int MAX_IMPORTS = 5;

    private static final int LONGEST_MESSAGE = 300;

    private static final Set<String> NOTHING = Set.of("safe", "unscanned", "queued", "error", "innocuous");

    /** Refusals after which the verdicts are enough. */
    private static final Set<FailureKind> WITHOUT_REASONS = EnumSet.of(FailureKind.SOURCE_NOT_FOUND, FailureKind.SOURCE_DENIED,
            FailureKind.SOURCE_GATED, FailureKind.SOURCE_RATE_LIMITED, FailureKind.SOURCE_UNAVAILABLE, FailureKind.MALFORMED_ARTIFACT);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Documents documents;

    private final HubRefusals refusals;

    HubScan(Documents documents, HubRefusals refusals) {
        this.documents = documents;
        this.refusals = refusals;
    }

    /** The warnings that the details carry, by the paths of the repository, with the verdict alone. */
    static List<ScanWarning> verdicts(JsonNode details) {
        List<ScanWarning> found = new ArrayList<>();
        details.path("securityRepoStatus").path("filesWithIssues").valueStream().limit(MAX_FILES).forEach(file -> {
            String path = ModelDetails.text(file, "path");
            String level = ModelDetails.text(file, "level");
            if (path != null && (level == null || !NOTHING.contains(level))) {
                found.add(new ScanWarning(path, level == null ? "suspicious" : shown(level)));
            }
        });
        return List.copyOf(found);
    }

    /**
     * The warnings about what is below a folder, or about the one file that {@code path} names, with the scanners' reasons and with paths from there.
     * A hub that knows verdicts and no reasons is believed without.
     */
    List<ScanWarning> below(PinnedModel pinned, String path, @Nullable String token) {
        List<ScanWarning> verdicts = pinned.facts().warnings().stream()
                .filter(warning -> path.isEmpty() || warning.path().equals(path) || warning.path().startsWith(path + "/")).toList();
        if (verdicts.isEmpty()) {
            return verdicts;
        }
        Map<String, String> reasons = reasons(pinned, verdicts, token);
        return verdicts.stream().map(warning -> {
            String reason = reasons.getOrDefault(warning.path(), "");
            String said = reason.isEmpty() ? warning.said() : warning.said() + " (" + reason + ")";
            return new ScanWarning(relative(warning.path(), path), said);
        }).toList();
    }

    private static String relative(String full, String path) {
        return path.isEmpty() ? full : full.equals(path) ? full.substring(full.lastIndexOf('/') + 1) : full.substring(path.length() + 1);
    }

    private Map<String, String> reasons(PinnedModel pinned, List<ScanWarning> verdicts, @Nullable String token) {
        String body = JSON.writeValueAsString(Map.of("paths", verdicts.stream().map(ScanWarning::path).toList(), "expand", true));
        OutboundRequest request = OutboundRequest
                .post(pinned.model().pathsInfo(pinned.commit()), new OutboundRequest.Body("application/json", body)).withToken(token);
        Map<String, String> reasons = new HashMap<>();
        try {
            JsonNode files = documents.fetch(request, LONGEST, Asked.model(pinned.model(), pinned.revision()).by(refusals)).json();
            files.valueStream().forEach(file -> {
                String path = ModelDetails.text(file, "path");
                if (path != null) {
                    reasons.put(path, reason(file.path("securityFileStatus")));
                }
            });
        } catch (IngestionException refused) {
            if (!WITHOUT_REASONS.contains(refused.kind())) {
                throw refused;
            }
        }
        return reasons;
    }

    /** Each scanner that warns, in the order of their names. */
    private static String reason(JsonNode status) {
        return status.propertyStream().filter(scanner -> warns(scanner.getValue())).sorted(Map.Entry.comparingByKey())
                .map(scanner -> shown(scanner.getKey()) + ": " + words(scanner.getValue())).collect(Collectors.joining("; "));
    }

    private static boolean warns(JsonNode scanner) {
        String status = ModelDetails.text(scanner, "status");
        return status != null && !NOTHING.contains(status);
    }

    private static String words(JsonNode scanner) {
        String status = ModelDetails.text(scanner, "status");
        String message = ModelDetails.text(scanner, "message");
        String imports = scanner.path("pickleImports").valueStream()
                .filter(name -> !NOTHING.contains(name.path("safety").asString("innocuous"))).limit(MAX_IMPORTS)
                .map(name -> name.path("module").asString("") + "." + name.path("name").asString("")).collect(Collectors.joining(", "));
        String why = message != null ? message : imports.isEmpty() ? "" : "imports " + imports;
        return shown(why.isEmpty() ? String.valueOf(status) : status + ", " + why);
    }

    private static String shown(String text) {
        String plain = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return plain.length() > LONGEST_MESSAGE ? plain.substring(0, LONGEST_MESSAGE) + "…" : plain;
    }
}
