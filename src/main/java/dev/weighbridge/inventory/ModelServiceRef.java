package dev.weighbridge.inventory;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import dev.weighbridge.artifact.ResourceUuid;
import org.jspecify.annotations.Nullable;

/** That a model may be run by a service. It goes with either of them. Changed only by {@link ServiceBindings}. */
@Entity
public class ModelServiceRef {

    @Id
    private String uuid;

    private String modelUuid;

    private String modelServiceUuid;

    private @Nullable String defaultOf;

    private boolean isDefault;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the attributes when it reads a row
    protected ModelServiceRef() {}

    ModelServiceRef(String modelUuid, String modelServiceUuid) {
        uuid = ResourceUuid.random();
        this.modelUuid = modelUuid;
        this.modelServiceUuid = modelServiceUuid;
    }

    /** A model has at most one default service, which the database sees to: take it from the other first. */
    void beDefault(boolean wished) {
        isDefault = wished;
        defaultOf = wished ? modelUuid : null;
    }

    public String getUuid() {
        return uuid;
    }

    public String getModelUuid() {
        return modelUuid;
    }

    public String getModelServiceUuid() {
        return modelServiceUuid;
    }

    /** Whether the model is run by this service when nobody says otherwise. */
    public boolean isDefault() {
        return isDefault;
    }
}
