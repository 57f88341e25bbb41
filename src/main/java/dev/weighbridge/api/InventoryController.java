package dev.weighbridge.api;

import java.util.List;

import dev.weighbridge.account.Caller;
import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.inventory.Found;
import dev.weighbridge.inventory.Inventory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says why a model's fields are what they are. Who may see the model may see this. */
@RestController
@RequestMapping(path = "/api/v1/models", produces = MediaType.APPLICATION_JSON_VALUE)
class InventoryController {

    private final Inventory inventory;

    InventoryController(Inventory inventory) {
        this.inventory = inventory;
    }

    /**
     * What {@code GET /models/{uuid}/derivation} answers.
     *
     * @param fields each field with its value, rule, file and inputs; an input is of the same shape
     * @param findings what was found when the model came in, dangers first
     */
    record DerivationView(String modelUuid, List<Derivation> fields, List<Found> findings) {}

    @GetMapping("/{uuid}/derivation")
    DerivationView derivation(Caller caller, @PathVariable String uuid) {
        return inventory.find(uuid).filter(model -> caller.owns(model.getAccountUuid()) || model.sharedWithAll())
                .map(model -> new DerivationView(uuid, inventory.derivations(uuid), inventory.findings(uuid)))
                .orElseThrow(() -> new IngestionException(FailureKind.NOT_FOUND,
                        "Could not find the model: there is none with this uuid that you may see. Check it."));
    }
}
