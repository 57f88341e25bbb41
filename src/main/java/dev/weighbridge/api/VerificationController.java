package dev.weighbridge.api;

import java.net.URI;
import java.util.Map;

import dev.weighbridge.account.Caller;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.inventory.Model;
import dev.weighbridge.verify.Verification;
import dev.weighbridge.verify.Verifications;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Has what is stored of a model re-read and repaired. Only who owns the model may ask for it and see what came of it. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
public class VerificationController {

    /** By which a list may be sorted. */
    private enum By {
        CREATED
    }

    private final Verifications verifications;

    private final Inventory inventory;

    VerificationController(Verifications verifications, Inventory inventory) {
        this.verifications = verifications;
        this.inventory = inventory;
    }

    /** What was started, or was running already. */
    public record Started(String uuid) {}

    @PostMapping("/models/{uuid}/verify")
    public ResponseEntity<Started> start(Caller caller, @PathVariable String uuid) {
        Model model = inventory.find(uuid).filter(found -> caller.owns(found.getAccountUuid()) || found.sharedWithAll())
                .orElseThrow(() -> notFound("model"));
        if (!caller.owns(model.getAccountUuid())) {
            throw new IngestionException(FailureKind.FORBIDDEN, "Could not verify the model " + uuid
                    + ": it belongs to another account. Ask its owner or the administrator to verify it.");
        }
        String verification = verifications.start(uuid, model.getAccountUuid());
        return ResponseEntity.accepted().location(URI.create("/api/v1/verifications/" + verification)).body(new Started(verification));
    }

    @GetMapping("/verifications/{uuid}")
    VerificationView get(Caller caller, @PathVariable String uuid) {
        return VerificationView.of(visible(caller, uuid), verifications.findings(uuid));
    }

    @GetMapping("/verifications")
    public Listed<VerificationView> list(Caller caller, @RequestParam(required = false) @Nullable String model,
            @RequestParam(required = false) @Nullable String limit, @RequestParam(required = false) @Nullable String start,
            @RequestParam(required = false) @Nullable String sort) {
        var filter = new Verifications.Filter(caller.admin() ? null : caller.accountUuid(), model);
        var order = Parameter.order(sort, new Parameter.Order<>(By.CREATED, true), Map.of("createdAt", By.CREATED));
        return new Listed<>(verifications.list(filter, order.descending(), Parameter.stretch(limit, start)).stream()
                .map(one -> VerificationView.of(one, null)).toList(), verifications.count(filter));
    }

    @PostMapping("/verifications/{uuid}/cancel")
    VerificationView cancel(Caller caller, @PathVariable String uuid) {
        verifications.cancel(visible(caller, uuid).uuid());
        return VerificationView.of(visible(caller, uuid), null);
    }

    private Verification visible(Caller caller, String uuid) {
        return verifications.find(uuid).filter(one -> caller.owns(one.accountUuid())).orElseThrow(() -> notFound("verification"));
    }

    private static IngestionException notFound(String what) {
        return new IngestionException(FailureKind.NOT_FOUND,
                "Could not find the " + what + ": there is none with this uuid that you may see. Check it.");
    }
}
