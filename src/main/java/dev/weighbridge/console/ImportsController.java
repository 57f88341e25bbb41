package dev.weighbridge.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;

import dev.weighbridge.account.AuditedCall;
import dev.weighbridge.account.Caller;
import dev.weighbridge.api.AttemptController;
import dev.weighbridge.api.IngestionController;
import dev.weighbridge.api.IngestionView;
import dev.weighbridge.api.Listed;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What is coming in, what came in and what did not. */
@Controller
@RequestMapping("/console/imports")
class ImportsController {

    /** Which states are looked at together. */
    private static final Map<String, String> SHOWN = new LinkedHashMap<>();

    static {
        SHOWN.put("all", "");
        SHOWN.put("open", "QUEUED,RUNNING,WAITING,PAUSED,AWAITING_APPROVAL");
        SHOWN.put("done", "SUCCEEDED");
        SHOWN.put("failed", "FAILED,CANCELLED");
    }

    private final IngestionController imports;

    private final AttemptController attempts;

    ImportsController(IngestionController imports, AttemptController attempts) {
        this.attempts = attempts;
        this.imports = imports;
    }

    @GetMapping
    String list(Visitor visitor, @RequestParam(defaultValue = "all") String show, @RequestParam(required = false) @Nullable String run,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String byScript, HttpServletRequest request, Model model) {
        String shown = SHOWN.containsKey(show) ? show : "all";
        Caller caller = visitor.caller();
        String ofRun = run == null || run.isBlank() ? null : run;
        int start = Paging.start(request);
        Listed<IngestionView> found = imports.list(caller, states(shown), null, ofRun, Integer.toString(Paging.SIZE),
                Integer.toString(start),
                null);
        List<Tab> tabs = SHOWN.keySet().stream().map(name -> new Tab(name,
                name.equals(shown) ? found.total() : imports.list(caller, states(name), null, ofRun, "0", null, null).total(),
                name.equals(shown))).toList();
        model.addAttribute("imports", found.items()).addAttribute("tabs", tabs).addAttribute("run", ofRun)
                .addAttribute("paging", Paging.of(request, found.items().size(), found.total()));
        return byScript == null ? "imports" : "imports :: list";
    }

    @GetMapping("/{uuid}")
    String one(Visitor visitor, @PathVariable String uuid, HttpServletRequest request,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String byScript, Model model) {
        Caller caller = visitor.caller();
        String most = Integer.toString(Paging.SIZE);
        var files = imports.files(caller, uuid, most, Integer.toString(Paging.start(request)));
        model.addAttribute("attempts", attempts.list(caller, uuid, most, null).items());
        model.addAttribute("one", imports.get(caller, uuid)).addAttribute("files", files.items())
                .addAttribute("paging", Paging.of(request, files.items().size(), files.total()));
        return byScript == null ? "import" : "import :: import";
    }

    @PostMapping("/{uuid}/{wish}")
    String wish(Visitor visitor, @PathVariable String uuid, @PathVariable String wish, HttpServletRequest request) {
        Caller caller = visitor.caller();
        AuditedCall.of(request).isAbout(uuid + " " + wish);
        IngestionView now = switch (wish) {
            case "pause" -> imports.pause(caller, uuid);
            case "resume" -> imports.resume(caller, uuid);
            case "cancel" -> imports.cancel(caller, uuid);
            case "approve" -> imports.approve(caller, uuid);
            case "retry" -> again(caller, uuid);
            default -> throw new IngestionException(FailureKind.NOT_FOUND,
                    "Could not find the button: an import can be paused, resumed, cancelled, approved and retried. Go back.");
        };
        return "redirect:/console/imports/" + now.uuid();
    }

    private IngestionView again(Caller caller, String uuid) {
        IngestionView begun = imports.retry(caller, uuid).getBody();
        if (begun == null) {
            throw new IllegalStateException("a retry was answered without its import");
        }
        return begun;
    }

    private static @Nullable String states(String shown) {
        String states = SHOWN.get(shown);
        return states == null || states.isEmpty() ? null : states;
    }
}
