package dev.weighbridge.manifest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.artifact.SafetyFinding;
import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.center.NewCenter;
import dev.weighbridge.inventory.Found;
import dev.weighbridge.inventory.NewDataset;
import dev.weighbridge.inventory.NewModel;
import dev.weighbridge.inventory.RequestedLinks;
import dev.weighbridge.inventory.Times;
import dev.weighbridge.inventory.WeighedModel;
import dev.weighbridge.inventory.tag.TagTexts;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A manifest as it is read back; what it says beside this is for people. Either {@code model} or {@code dataset} is there.
 *
 * @param format {@value Manifests#FORMAT}; 1 of releases that did not write findings, tags, and of the centre no more than name, url and parameters
 * @param center null if the centre was gone when it was written
 */
record Manifest(int format, @Nullable ModelFields model, @Nullable DatasetFields dataset, @Nullable CenterFields center,
        List<StoredFile> files, List<Derivation> derivations, @Nullable List<Found> findings, @Nullable TagTexts tags) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A centre of format 1 was not written with it, and cannot be without. */
    private static final String NO_ADDRESS = "unknown";

    private static final int NO_PORT = 1;

    /** What of a model's row does not follow from its derivations. The names are the row's. */
    record ModelFields(String uuid, String accountUuid, String modelCenterUuid, String name, @Nullable String description,
            String installPath, @Nullable String parameters, @Nullable String logo, @Nullable String vendor, @Nullable String modelId,
            @Nullable String introduction, @Nullable List<String> modelClassifications, long size, @Nullable String version,
            String versionSemver, @Nullable Instant sourceTime, String type, @Nullable String shareMode,
            @Nullable String recommendedGpuNumText, @Nullable String gpuConstraintDescription, String artifactChecksum,
            long artifactSizeBytes, @Nullable RequestedLinks requestedLinks, GivenFields.@Nullable FineTuning fineTuning,
            Instant createDate, Instant lastOpDate) {}

    /** A dataset's row. */
    record DatasetFields(String uuid, String accountUuid, String modelCenterUuid, String name, @Nullable String description, String url,
            long size, boolean system, String artifactChecksum, @Nullable String revision, @Nullable Instant sourceTime,
            @Nullable List<String> systemTags, @Nullable List<String> userTags, Instant createDate, Instant lastOpDate) {}

    /** A centre's row without its credentials, which are in no manifest. */
    record CenterFields(String uuid, @Nullable String accountUuid, String name, @Nullable String description, String url,
            @Nullable String parameters, @Nullable String managementIp, @Nullable Integer managementPort, @Nullable String zoneUuid,
            @Nullable String storageNetworkUuid, @Nullable String serviceNetworkUuid, @Nullable String containerRegistry,
            @Nullable String containerStorageNetwork, @Nullable String containerNetwork) {

        NewCenter toNew() {
            return new NewCenter(uuid, name, description, url, parameters, Objects.requireNonNullElse(managementIp, NO_ADDRESS),
                    Objects.requireNonNullElse(managementPort, NO_PORT), zoneUuid, storageNetworkUuid, serviceNetworkUuid,
                    containerRegistry, containerStorageNetwork, containerNetwork);
        }
    }

    /**
     * Reads it.
     *
     * @throws IngestionException MALFORMED_ARTIFACT if it is none, or not the one of this uuid
     */
    static Manifest read(String uuid, byte[] json) {
        Manifest manifest;
        try {
            manifest = JSON.readValue(json, Manifest.class);
        } catch (JacksonException malformed) {
            throw malformed(uuid, "it is no JSON of the expected form", malformed);
        }
        manifest.check(uuid);
        return manifest;
    }

    /** Whose it was. */
    String accountUuid() {
        return model == null ? of(dataset).accountUuid() : model.accountUuid();
    }

    String centerUuid() {
        return model == null ? of(dataset).modelCenterUuid() : model.modelCenterUuid();
    }

    Times times() {
        return model == null ? new Times(of(dataset).createDate(), of(dataset).lastOpDate())
                : new Times(model.createDate(), model.lastOpDate());
    }

    /** As people filed the model. */
    @Nullable
    List<String> classes() {
        return model == null ? null : model.modelClassifications();
    }

    /** The model with these files, or nothing if it is the manifest of a dataset. */
    @Nullable
    NewModel toModel(String owner, List<StoredFile> kept, List<String> more) {
        if (model == null) {
            return null;
        }
        RequestedLinks links = Objects.requireNonNullElse(model.requestedLinks(), new RequestedLinks(null, null));
        TagTexts texts = Objects.requireNonNullElse(tags, new TagTexts(List.of(), List.of()));
        var given = new GivenFields(model.name(), model.installPath(), model.modelCenterUuid(), model.description(), model.parameters(),
                model.logo(), model.vendor(), model.introduction(), model.size(), model.version(), links.modelServiceUuids(),
                model.recommendedGpuNumText(), model.gpuConstraintDescription(), model.modelId(), model.shareMode(),
                links.defaultModelServiceUuid(), null, null, texts.system(), texts.user(), model.fineTuning());
        return new NewModel(model.uuid(), owner, model.type(), given, weighed(new WeighedModel(model.artifactChecksum(),
                model.artifactSizeBytes(), model.versionSemver(), model.sourceTime(), derivations, more, List.of())), kept);
    }

    /** The dataset with these files. */
    NewDataset toDataset(String owner, List<StoredFile> kept, List<String> more) {
        DatasetFields fields = of(dataset);
        var given = new GivenFields(fields.name(), fields.url(), fields.modelCenterUuid(), fields.description(), null, null, null, null,
                null, null, null, null, null, null, null, null, null, null, fields.systemTags(), fields.userTags(), null);
        return new NewDataset(fields.uuid(), owner, fields.system(), given, fields.revision(), weighed(new WeighedModel(
                fields.artifactChecksum(), fields.size(), "", fields.sourceTime(), derivations, more, List.of())), kept);
    }

    /** With what was found when it came in before what was found now. */
    private WeighedModel weighed(WeighedModel now) {
        List<String> odd = new ArrayList<>();
        List<SafetyFinding> dangers = new ArrayList<>();
        for (Found found : Objects.requireNonNullElse(findings, List.<Found>of())) {
            if (found.danger() == null) {
                odd.add(found.sentence());
            } else {
                dangers.add(new SafetyFinding(found.danger(), Objects.requireNonNullElse(found.file(), ""), found.sentence()));
            }
        }
        odd.addAll(now.findings());
        return new WeighedModel(now.artifactChecksum(), now.artifactSizeBytes(), now.versionSemver(), now.sourceTime(), now.derivations(),
                odd, dangers);
    }

    private void check(String uuid) {
        if (format < 1 || format > Manifests.FORMAT) {
            throw malformed(uuid, "its format is " + format + ", and this release reads 1 to " + Manifests.FORMAT
                    + ". Use the release that wrote it, or a later one", null);
        }
        if (model == null == (dataset == null)) {
            throw malformed(uuid, "it is of neither a model nor a dataset", null);
        }
        if (!uuid.equals(model == null ? of(dataset).uuid() : model.uuid())) {
            throw malformed(uuid, "it names another uuid than its own", null);
        }
        if (files == null || derivations == null) {
            throw malformed(uuid, "it has no files or no derivations", null);
        }
        files.stream().filter(file -> !isWhole(file)).findFirst().ifPresent(file -> {
            throw malformed(uuid, "it names a file without path, blob or SHA-256", null);
        });
    }

    private static boolean isWhole(StoredFile file) {
        return file.path() != null && !file.path().isEmpty() && file.blobUuid() != null && ResourceUuid.isWellFormed(file.blobUuid())
                && file.sha256() != null && file.sha256().matches("[0-9a-f]{64}") && file.size() >= 0;
    }

    private static DatasetFields of(@Nullable DatasetFields there) {
        return Objects.requireNonNull(there, "either model or dataset was checked to be there");
    }

    private static IngestionException malformed(String uuid, String why, @Nullable Throwable cause) {
        return new IngestionException(FailureKind.MALFORMED_ARTIFACT, "Could not read the manifest " + uuid + ".json: " + why
                + ". Look at it in the store; delete it if it is of no use.", cause);
    }
}
