package dev.weighbridge.manifest;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.center.ModelCenter;
import dev.weighbridge.center.ModelCenters;
import dev.weighbridge.inventory.Dataset;
import dev.weighbridge.inventory.Datasets;
import dev.weighbridge.inventory.Found;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.inventory.Model;
import dev.weighbridge.inventory.tag.TagTexts;
import dev.weighbridge.inventory.tag.Tags;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The manifest of a model or dataset: all that is known of it, so that the inventory can be made again from the store alone. It holds no secret. */
@Component
final class Manifests {

    static final int FORMAT = 2;

    private final JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT)
            .addMixIn(Model.class, ByItself.class).build();

    private final Inventory inventory;

    private final Datasets datasets;

    private final Tags tags;

    private final ModelCenters centers;

    Manifests(Inventory inventory, Datasets datasets, Tags tags, ModelCenters centers) {
        this.inventory = inventory;
        this.datasets = datasets;
        this.tags = tags;
        this.centers = centers;
    }

    /** Which version is the latest follows from all of them, and changes without this model. */
    @JsonIgnoreProperties({"latestVersion", "lineageUuid"})
    private abstract static class ByItself {}

    /** More than {@link Manifest} reads back: a person who opens one finds all fields. */
    private record OfModel(int format, Model model, Manifest.@Nullable CenterFields center, List<StoredFile> files,
            List<Derivation> derivations, List<Found> findings, TagTexts tags) {}

    private record OfDataset(int format, Dataset dataset, Manifest.@Nullable CenterFields center, List<StoredFile> files,
            List<Derivation> derivations, List<Found> findings) {}

    /** The manifest as JSON, or nothing if there is no such model or dataset. */
    Optional<String> of(String uuid) {
        return inventory.find(uuid).map(this::of).or(() -> datasets.find(uuid).map(this::of)).map(json::writeValueAsString);
    }

    /** Whether there is a model or dataset that this would be the manifest of. */
    boolean hasSubject(String uuid) {
        return inventory.find(uuid).isPresent() || datasets.find(uuid).isPresent();
    }

    private Object of(Model model) {
        String uuid = model.getUuid();
        return new OfModel(FORMAT, model, center(model.getModelCenterUuid()), inventory.files(uuid), inventory.derivations(uuid),
                inventory.findings(uuid), tags.givenTo(uuid));
    }

    private Object of(Dataset dataset) {
        String uuid = dataset.getUuid();
        return new OfDataset(FORMAT, dataset, center(dataset.getModelCenterUuid()), datasets.files(uuid), datasets.derivations(uuid),
                datasets.findings(uuid));
    }

    private Manifest.@Nullable CenterFields center(String uuid) {
        return centers.find(uuid).map(Manifests::fields).orElse(null);
    }

    private static Manifest.CenterFields fields(ModelCenter center) {
        return new Manifest.CenterFields(center.getUuid(), center.getAccountUuid(), center.getName(), center.getDescription(),
                center.getUrl(), center.getParameters(), center.getManagementIp(), center.getManagementPort(), center.getZoneUuid(),
                center.getStorageNetworkUuid(), center.getServiceNetworkUuid(), center.getContainerRegistry(),
                center.getContainerStorageNetwork(), center.getContainerNetwork());
    }
}
