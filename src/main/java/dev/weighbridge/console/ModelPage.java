package dev.weighbridge.console;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;

import dev.weighbridge.account.AuditedCall;
import dev.weighbridge.account.Caller;
import dev.weighbridge.api.ModelContextController;
import dev.weighbridge.api.ModelView;
import dev.weighbridge.api.ModelsController;
import dev.weighbridge.api.ServicesController;
import dev.weighbridge.api.VerificationController;
import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** One model: all that is known of it, and why. */
@Controller
@RequestMapping("/console/models/{uuid}")
class ModelPage {

    private static final String SOME = "20";

    private static final String VERSIONS = "50";

    /** As many services as a model may have. */
    private static final String ALL = "1000";

    /** Powers of two: contexts of 512 tokens to 131072, and up to 256 sequences at once. */
    private static final int LONGEST_POWER = 17;

    private static final int SHORTEST_POWER = 9;

    private static final int WIDEST_POWER = 8;

    private final ModelsController models;

    private final ModelContextController context;

    private final VerificationController verifications;

    private final ServicesController services;

    private final Speech speech;

    ModelPage(ModelsController models, ModelContextController context, VerificationController verifications, ServicesController services,
            Speech speech) {
        this.models = models;
        this.context = context;
        this.verifications = verifications;
        this.services = services;
        this.speech = speech;
    }

    /** How far the sliders go, and where they stand at first. */
    record Sliders(int shortest, int longest, int tokens, int widest, int sequences, boolean isBounded) {

        static Optional<Sliders> of(List<Derivation> fields) {
            return GpuMemoryParts.load(fields).filter(load -> GpuMemoryParts.of(fields, load).isPresent()).map(load -> {
                Optional<Long> most = GpuMemoryParts.mostTokens(fields);
                int longest = most.map(ModelPage::power).orElse(LONGEST_POWER);
                return new Sliders(Math.min(SHORTEST_POWER, longest), longest, power(load.tokens()), WIDEST_POWER, power(load.sequences()),
                        most.isPresent());
            });
        }
    }

    @GetMapping
    String show(Visitor visitor, @PathVariable String uuid, HttpServletRequest request, Model model) {
        Caller caller = visitor.caller();
        ModelView one = models.get(caller, uuid);
        var derivation = models.derivation(caller, uuid);
        var files = models.files(caller, uuid, Integer.toString(Paging.SIZE), Integer.toString(Paging.start(request)), null);
        model.addAttribute("one", one).addAttribute("fields", ModelFields.of(one, derivation.fields(), speech.to(request)))
                .addAttribute("findings", derivation.findings()).addAttribute("files", files.items())
                .addAttribute("paging", Paging.of(request, files.items().size(), files.total()))
                .addAttribute("bar", GpuMemoryParts.of(derivation.fields()).map(parts -> GpuBar.of(parts, false)).orElse(null))
                .addAttribute("load", GpuMemoryParts.load(derivation.fields()).orElse(null))
                .addAttribute("sliders", Sliders.of(derivation.fields()).orElse(null))
                .addAttribute("base", ServletUriComponentsBuilder.fromContextPath(request).toUriString());
        return beside(caller, one, model);
    }

    /** What it stands beside. */
    private String beside(Caller caller, ModelView one, Model model) {
        boolean mayVerify = caller.owns(one.accountUuid());
        model.addAttribute("versions", context.versions(caller, one.uuid(), VERSIONS, null))
                .addAttribute("tags", context.tags(caller, one.uuid()).items()).addAttribute("mayVerify", mayVerify)
                .addAttribute("services", services.list(caller, one.uuid(), ALL, null, "name").items().stream()
                        .sorted(Comparator.comparing(service -> !service.isDefaultOf(one.uuid()))).toList())
                .addAttribute("verifications",
                        mayVerify ? verifications.list(caller, one.uuid(), SOME, null, null).items() : List.of());
        return "model";
    }

    /** The picture for another load; the inventory's where it cannot be computed. */
    @GetMapping("/memory")
    String memory(Visitor visitor, @PathVariable String uuid, @RequestParam int tokens, @RequestParam int sequences, Model model) {
        List<Derivation> fields = models.derivation(visitor.caller(), uuid).fields();
        var load = new GpuMemoryParts.Load(1L << within(tokens, SHORTEST_POWER, LONGEST_POWER), 1L << within(sequences, 0, WIDEST_POWER));
        Optional<GpuMemoryParts> computed = GpuMemoryParts.of(fields, load);
        GpuMemoryParts shown = computed.or(() -> GpuMemoryParts.of(fields)).orElseThrow(() -> new IngestionException(FailureKind.NOT_FOUND,
                "Could not draw the memory: the files of this model do not say what it needs. Look at its page."));
        model.addAttribute("bar", GpuBar.of(shown, computed.isPresent()))
                .addAttribute("load", computed.isPresent() ? load : GpuMemoryParts.load(fields).orElse(null));
        return "model :: memory";
    }

    @PostMapping("/verify")
    String verify(Visitor visitor, @PathVariable String uuid, HttpServletRequest request) {
        verifications.start(visitor.caller(), uuid);
        AuditedCall.of(request).goesOn();
        return "redirect:/console/models/" + uuid;
    }

    private static int within(int power, int least, int most) {
        return Math.clamp(power, least, most);
    }

    /** The greatest power of two that is not more. */
    private static int power(long number) {
        return 63 - Long.numberOfLeadingZeros(Math.max(1, number));
    }
}
