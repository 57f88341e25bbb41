package dev.weighbridge.api;

import java.io.IOException;
import java.net.URI;

import jakarta.servlet.http.HttpServletRequest;

import dev.weighbridge.account.AuditedCall;
import dev.weighbridge.account.Caller;
import dev.weighbridge.request.RequestIntake;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Takes one model in, through the same intake as AddModel. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
public class ImportController {

    private static final int LARGEST_BODY = 256 * 1024;

    private final RequestIntake intake;

    private final IngestionController ingestions;

    ImportController(RequestIntake intake, IngestionController ingestions) {
        this.intake = intake;
        this.ingestions = ingestions;
    }

    /** Answers at once with the import; an equal one that is open is shared. */
    @PostMapping("/ingestions")
    ResponseEntity<IngestionView> add(Caller caller, HttpServletRequest request) throws IOException {
        IngestionView begun = add(caller, JsonBody.of(request, "add the model", LARGEST_BODY));
        AuditedCall.of(request).isAbout(begun.uuid());
        AuditedCall.of(request).goesOn();
        return ResponseEntity.accepted().location(URI.create("/api/v1/ingestions/" + begun.uuid())).body(begun);
    }

    /** As the body of a call. */
    public IngestionView add(Caller caller, JsonNode body) {
        return ingestions.get(caller, intake.accept(WantedModel.of(body).request(caller.accountUuid())).ingestionUuid());
    }
}
