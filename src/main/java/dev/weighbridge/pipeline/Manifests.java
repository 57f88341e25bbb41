package dev.weighbridge.pipeline;

import java.util.List;
import java.util.Optional;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.center.ModelCenter;
import dev.weighbridge.center.ModelCenters;
import dev.weighbridge.inventory.Dataset;
import dev.weighbridge.inventory.Datasets;
import dev.weighbridge.inventory.Found;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.inventory.Model;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The manifest of a model or dataset: all that is known of it, so that the inventory can be made again from the store alone. It holds no secret. */
@Component
final class Manifests {

    private static final int FORMAT = 1;

    private final JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Inventory inventory;

    private final Datasets datasets;

    private final ModelCenters centers;

    Manifests(Inventory inventory, Datasets datasets, ModelCenters centers) {
        this.inventory = inventory;
        this.datasets = datasets;
        this.centers = centers;
    }

    private record OfModel(int format, Model model, @Nullable Center center, List<StoredFile> files, List<Derivation> derivations) {}

    private record OfDataset(int format, Dataset dataset, @Nullable Center center, List<StoredFile> files, List<Derivation> derivations,
            List<Found> findings) {}

    private record Center(String uuid, String name, String url, @Nullable String parameters) {

        static Center of(ModelCenter center) {
            return new Center(center.getUuid(), center.getName(), center.getUrl(), center.getParameters());
        }
    }

    /** The manifest as JSON, or nothing if there is no such model or dataset. */
    Optional<String> of(String uuid) {
        return inventory.find(uuid).map(this::of).or(() -> datasets.find(uuid).map(this::of)).map(json::writeValueAsString);
    }

    /** Whether there is a model or dataset that this would be the manifest of. */
    boolean hasSubject(String uuid) {
        return inventory.find(uuid).isPresent() || datasets.find(uuid).isPresent();
    }

    private Object of(Model model) {
        return new OfModel(FORMAT, model, center(model.getModelCenterUuid()), inventory.files(model.getUuid()),
                inventory.derivations(model.getUuid()));
    }

    private Object of(Dataset dataset) {
        return new OfDataset(FORMAT, dataset, center(dataset.getModelCenterUuid()), datasets.files(dataset.getUuid()),
                datasets.derivations(dataset.getUuid()), datasets.findings(dataset.getUuid()));
    }

    private @Nullable Center center(String uuid) {
        return centers.find(uuid).map(Center::of).orElse(null);
    }
}
