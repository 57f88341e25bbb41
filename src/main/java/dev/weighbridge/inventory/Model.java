package dev.weighbridge.inventory;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

import jakarta.persistence.Convert;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import dev.weighbridge.artifact.GivenFields;
import org.jspecify.annotations.Nullable;

/**
 * A committed model as its row holds it. The attributes are called as ZStack's inventory calls them, so that a query may name them by those names;
 * what each means is in the wire contract. A null is a field that nobody gave and nothing could be derived for. Bytes are bytes, times are UTC with
 * microseconds. Changed only by {@link Inventory}.
 */
@Entity
public class Model {

    private static final int NAME = 255;

    private static final int CONSTRAINT = 512;

    private static final int TEXT = 2048;

    private static final int LONG_TEXT = 1_000_000;

    @Id
    private String uuid;

    private String accountUuid;

    private String modelCenterUuid;

    private String lineageUuid;

    private @Nullable String latestOf;

    private boolean isLatestVersion;

    private String name;

    private @Nullable String description;

    private String installPath;

    private @Nullable String parameters;

    private @Nullable String logo;

    private @Nullable String vendor;

    private @Nullable String modelId;

    private @Nullable String introduction;

    @Convert(converter = TextListColumn.class)
    private @Nullable List<String> modelClassifications;

    private long size;

    private @Nullable String version;

    private String versionSemver;

    private @Nullable Instant sourceTime;

    private String type;

    private @Nullable String shareMode;

    private @Nullable String licence;

    private @Nullable Long minGpuMemory;

    private @Nullable Long recommendedGpuMemory;

    private @Nullable Long extraGpuMemRequest;

    private @Nullable String recommendedGpuNum;

    private @Nullable String gpuConstraintDescription;

    private String artifactChecksum;

    private long artifactSizeBytes;

    private @Nullable String architectureType;

    private @Nullable String frameworkVersion;

    private @Nullable String requiredAccelerator;

    private @Nullable String pipelineTag;

    @Embedded
    private @Nullable RequestedLinks requestedLinks;

    @Embedded
    private @Nullable FineTuningOrigin fineTuningOrigin;

    private Instant createDate;

    private Instant lastOpDate;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the attributes when it reads a row
    protected Model() {}

    Model(NewModel added, String lineageUuid, Instant now) {
        GivenFields given = added.given();
        uuid = added.uuid();
        accountUuid = added.accountUuid();
        modelCenterUuid = given.modelCenterUuid();
        this.lineageUuid = lineageUuid;
        name = given.name();
        installPath = given.installPath();
        type = added.type();
        WeighedModel weighed = added.weighed();
        versionSemver = weighed.versionSemver();
        artifactChecksum = weighed.artifactChecksum();
        artifactSizeBytes = weighed.artifactSizeBytes();
        Long size = given.size();
        this.size = size == null ? weighed.artifactSizeBytes() : size;
        createDate = now;
        lastOpDate = now;
        keepGiven(given);
        keepDerived(weighed);
        keepEither(given, weighed);
    }

    /** Only for a row that is not written yet; afterwards {@link LatestOfLineage} keeps the flag. */
    void becomeLatest() {
        latestOf = lineageUuid;
        isLatestVersion = true;
    }

    /** Only for a row that is not written yet: it was there before. */
    void comeBack(Times times, @Nullable List<String> classes) {
        createDate = times.createDate();
        lastOpDate = times.lastOpDate();
        modelClassifications = classes;
    }

    /** Gives the flag up, too: whether it is the latest there is for {@link LatestOfLineage} to say. */
    void moveTo(String otherLineage) {
        lineageUuid = otherLineage;
        latestOf = null;
        isLatestVersion = false;
    }

    void change(ModelChange change, Instant now) {
        name = Objects.requireNonNullElse(change.name(), name);
        installPath = Objects.requireNonNullElse(change.installPath(), installPath);
        modelCenterUuid = Objects.requireNonNullElse(change.modelCenterUuid(), modelCenterUuid);
        description = either(change.description(), description);
        vendor = either(change.vendor(), vendor);
        parameters = either(change.parameters(), parameters);
        modelClassifications = either(change.modelClassifications(), modelClassifications);
        recommendedGpuNum = either(change.recommendedGpuNum(), recommendedGpuNum);
        gpuConstraintDescription = either(change.gpuConstraintDescription(), gpuConstraintDescription);
        modelId = either(change.modelId(), modelId);
        lastOpDate = now;
    }

    /** @param weighed with what somebody gave in the place of what was derived */
    void weighAgain(WeighedModel weighed, Instant now) {
        versionSemver = weighed.versionSemver();
        keepDerived(weighed);
        description = weighed.text("description", TEXT);
        vendor = weighed.text("vendor", NAME);
        introduction = weighed.text("introduction", LONG_TEXT);
        recommendedGpuNum = weighed.text("recommendedGpuNum", NAME);
        gpuConstraintDescription = weighed.text("gpuConstraintDescription", CONSTRAINT);
        lastOpDate = now;
    }

    private static <T> @Nullable T either(@Nullable T given, @Nullable T otherwise) {
        return given == null ? otherwise : given;
    }

    private void keepGiven(GivenFields given) {
        parameters = given.parameters();
        logo = given.logo();
        modelId = given.modelId();
        version = given.version();
        shareMode = given.shareMode();
        requestedLinks = RequestedLinks.of(given);
        fineTuningOrigin = FineTuningOrigin.of(given.fineTuning());
    }

    private void keepDerived(WeighedModel weighed) {
        Instant made = weighed.sourceTime();
        sourceTime = made == null ? null : made.truncatedTo(ChronoUnit.MICROS);
        licence = weighed.text("licence", NAME);
        minGpuMemory = weighed.number("minGpuMemory");
        recommendedGpuMemory = weighed.number("recommendedGpuMemory");
        extraGpuMemRequest = weighed.number("extraGpuMemRequest");
        architectureType = weighed.text("architectureType", NAME);
        frameworkVersion = weighed.text("frameworkVersion", NAME);
        requiredAccelerator = weighed.text("requiredAccelerator", NAME);
        pipelineTag = weighed.text("pipelineTag", NAME);
    }

    /** What a caller may give, too, and what then goes before what was derived. */
    private void keepEither(GivenFields given, WeighedModel weighed) {
        description = either(given.description(), weighed, "description", TEXT);
        vendor = either(given.vendor(), weighed, "vendor", NAME);
        introduction = either(given.introduction(), weighed, "introduction", LONG_TEXT);
        recommendedGpuNum = either(given.recommendedGpuNum(), weighed, "recommendedGpuNum", NAME);
        gpuConstraintDescription = either(given.gpuConstraintDescription(), weighed, "gpuConstraintDescription", CONSTRAINT);
    }

    private static @Nullable String either(@Nullable String given, WeighedModel weighed, String field, int longest) {
        return given == null ? weighed.text(field, longest) : given;
    }

    public String getUuid() {
        return uuid;
    }

    public String getAccountUuid() {
        return accountUuid;
    }

    public String getModelCenterUuid() {
        return modelCenterUuid;
    }

    public String getLineageUuid() {
        return lineageUuid;
    }

    public boolean isLatestVersion() {
        return isLatestVersion;
    }

    public String getName() {
        return name;
    }

    public @Nullable String getDescription() {
        return description;
    }

    public String getInstallPath() {
        return installPath;
    }

    public @Nullable String getParameters() {
        return parameters;
    }

    public @Nullable String getLogo() {
        return logo;
    }

    public @Nullable String getVendor() {
        return vendor;
    }

    public @Nullable String getModelId() {
        return modelId;
    }

    public @Nullable String getIntroduction() {
        return introduction;
    }

    /** The words that an update filed it under. */
    public @Nullable List<String> getModelClassifications() {
        return modelClassifications;
    }

    public long getSize() {
        return size;
    }

    public @Nullable String getVersion() {
        return version;
    }

    public String getVersionSemver() {
        return versionSemver;
    }

    public @Nullable Instant getSourceTime() {
        return sourceTime;
    }

    public String getType() {
        return type;
    }

    /** Whether every account may see it, and not only its own. Not named like a getter, because it is no field of the inventory. */
    public boolean sharedWithAll() {
        return "Public".equals(shareMode);
    }

    public @Nullable String getShareMode() {
        return shareMode;
    }

    public @Nullable String getLicence() {
        return licence;
    }

    public @Nullable Long getMinGpuMemory() {
        return minGpuMemory;
    }

    public @Nullable Long getRecommendedGpuMemory() {
        return recommendedGpuMemory;
    }

    public @Nullable Long getExtraGpuMemRequest() {
        return extraGpuMemRequest;
    }

    /** As it was given: a comma list or a JSON list of integers. */
    public @Nullable String getRecommendedGpuNumText() {
        return recommendedGpuNum;
    }

    /** The numbers in {@link #getRecommendedGpuNumText()}. */
    public @Nullable List<Integer> getRecommendedGpuNum() {
        return recommendedGpuNum == null ? null : GpuNumbers.parse(recommendedGpuNum);
    }

    public @Nullable String getGpuConstraintDescription() {
        return gpuConstraintDescription;
    }

    public String getArtifactChecksum() {
        return artifactChecksum;
    }

    public long getArtifactSizeBytes() {
        return artifactSizeBytes;
    }

    public @Nullable String getArchitectureType() {
        return architectureType;
    }

    public @Nullable String getFrameworkVersion() {
        return frameworkVersion;
    }

    public @Nullable String getRequiredAccelerator() {
        return requiredAccelerator;
    }

    public @Nullable String getPipelineTag() {
        return pipelineTag;
    }

    public Instant getCreateDate() {
        return createDate;
    }

    public Instant getLastOpDate() {
        return lastOpDate;
    }

    /** The services that the request named. */
    public @Nullable RequestedLinks getRequestedLinks() {
        return requestedLinks;
    }

    /** What this model was fine-tuned from, as the request said. */
    public GivenFields.@Nullable FineTuning getFineTuning() {
        return fineTuningOrigin == null ? null : fineTuningOrigin.toGiven();
    }
}
