package dev.weighbridge.api;

import dev.weighbridge.account.Caller;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.collector.Collector;
import dev.weighbridge.collector.Sweep;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Sweeps now, or says what a sweep would remove. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class CollectorController {

    private final Collector collector;

    CollectorController(Collector collector) {
        this.collector = collector;
    }

    /**
     * What was removed, or would be.
     *
     * @param blobs that nothing refers to
     * @param objects that no row knows
     * @param unknownManifests how many manifests in the store are of what the inventory does not know; what they name stays
     */
    record Answer(boolean dryRun, int blobs, int objects, int unknownManifests) {}

    @PostMapping("/collector")
    Answer sweep(Caller caller, @RequestParam(required = false) @Nullable String dryRun) {
        if (!caller.admin()) {
            throw new IngestionException(FailureKind.FORBIDDEN,
                    "Could not run the collector: only the administrator may. Log in as admin.");
        }
        boolean dry = Parameter.flag("dryRun", dryRun, true);
        Sweep sweep = dry ? collector.wouldRemove() : collector.sweep();
        return new Answer(dry, sweep.blobs(), sweep.objects(), sweep.unknownManifests());
    }
}
