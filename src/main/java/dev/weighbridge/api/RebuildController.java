package dev.weighbridge.api;

import java.net.URI;

import dev.weighbridge.account.Caller;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.manifest.Rebuilds;
import dev.weighbridge.manifest.Strangers;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Makes the inventory again from the manifests in the store, after a disaster. */
@RestController
@RequestMapping(path = "/api/v1/rebuilds", produces = MediaType.APPLICATION_JSON_VALUE)
class RebuildController {

    private static final int SHOWN = 100;

    private final Strangers strangers;

    private final Rebuilds rebuilds;

    RebuildController(Strangers strangers, Rebuilds rebuilds) {
        this.strangers = strangers;
        this.rebuilds = rebuilds;
    }

    /**
     * What a rebuild would do.
     *
     * @param manifests in the store
     * @param unknown of those what the inventory does not know, and what would come back
     */
    record Survey(boolean dryRun, int manifests, int unknown) {}

    @PostMapping
    ResponseEntity<Object> begin(Caller caller, @RequestParam(required = false) @Nullable String dryRun) {
        check(caller);
        boolean dry = Parameter.flag("dryRun", dryRun, true);
        Strangers.Survey survey = strangers.survey();
        if (dry) {
            return ResponseEntity.ok(new Survey(true, survey.manifests(), survey.unknown().size()));
        }
        String uuid = rebuilds.begin(caller.accountUuid(), survey.unknown());
        return ResponseEntity.accepted().location(URI.create("/api/v1/rebuilds/" + uuid)).body(view(uuid));
    }

    @GetMapping("/{uuid}")
    RebuildView get(Caller caller, @PathVariable String uuid) {
        check(caller);
        return view(uuid);
    }

    private RebuildView view(String uuid) {
        return rebuilds.find(uuid, SHOWN).map(RebuildView::of).orElseThrow(() -> new IngestionException(FailureKind.NOT_FOUND,
                "Could not find the rebuild: there is none with this uuid, or it ended more than three hours ago. Check it."));
    }

    private static void check(Caller caller) {
        if (!caller.admin()) {
            throw new IngestionException(FailureKind.FORBIDDEN,
                    "Could not rebuild the inventory: only the administrator may. Log in as admin.");
        }
    }
}
