package dev.weighbridge.pipeline;

import java.util.List;
import java.util.Optional;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.center.ModelCenter;
import dev.weighbridge.center.ModelCenters;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.inventory.Model;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A model's manifest: all that is known of it, so that the inventory can be made again from the store alone. It holds no secret. */
@Component
final class Manifests {

    private static final int FORMAT = 1;

    private final JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Inventory inventory;

    private final ModelCenters centers;

    Manifests(Inventory inventory, ModelCenters centers) {
        this.inventory = inventory;
        this.centers = centers;
    }

    private record Manifest(int format, Model model, @Nullable Center center, List<StoredFile> files, List<Derivation> derivations) {}

    private record Center(String uuid, String name, String url, @Nullable String parameters) {

        static Center of(ModelCenter center) {
            return new Center(center.getUuid(), center.getName(), center.getUrl(), center.getParameters());
        }
    }

    /** The manifest as JSON, or nothing if there is no such model. */
    Optional<String> of(String modelUuid) {
        return inventory.find(modelUuid).map(model -> json.writeValueAsString(new Manifest(FORMAT, model,
                centers.find(model.getModelCenterUuid()).map(Center::of).orElse(null), inventory.files(modelUuid),
                inventory.derivations(modelUuid))));
    }
}
