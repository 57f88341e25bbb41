package dev.weighbridge.request;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import dev.weighbridge.account.Accounts;
import dev.weighbridge.account.Caller;
import dev.weighbridge.artifact.ArtifactKind;
import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.inventory.ModelServices;
import org.springframework.stereotype.Component;

/** Checks the model services that a request names. */
@Component
class NamedServices {

    private final ModelServices services;

    private final Accounts accounts;

    NamedServices(ModelServices services, Accounts accounts) {
        this.services = services;
        this.accounts = accounts;
    }

    /** @throws IngestionException NOT_FOUND for one that is not there, or that the account may not see */
    void check(ArtifactKind kind, String accountUuid, GivenFields given) {
        List<String> named = Objects.requireNonNullElse(given.modelServiceUuids(), List.of());
        String byDefault = given.defaultModelServiceUuid();
        if (named.isEmpty() && byDefault == null) {
            return;
        }
        var wished = new LinkedHashSet<>(named);
        Optional.ofNullable(byDefault).ifPresent(wished::add);
        Caller caller = accounts.onBehalfOf(accountUuid);
        List<String> seen = services.there(wished, caller.admin() ? null : accountUuid);
        named.stream().filter(uuid -> !seen.contains(uuid)).findFirst().ifPresent(uuid -> {
            throw References.missing(kind, "modelServiceUuids", uuid, "ModelServiceVO");
        });
        if (byDefault != null && !seen.contains(byDefault)) {
            throw References.missing(kind, "defaultModelServiceUuid", byDefault, "ModelServiceVO");
        }
    }
}
