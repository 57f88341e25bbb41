package dev.weighbridge.api;

import java.io.IOException;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.sync.HubNews;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * Where hubs tell what has changed. The one path of this door without a session: the hub sends a secret with each call, as it is (the Hugging Face Hub signs
 * nothing, see its documentation of webhooks), which is compared before anything else is read.
 */
@RestController
@RequestMapping(path = HubHookController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
class HubHookController {

    static final String PATH = "/api/v1/hooks/huggingface";

    private static final int LARGEST_BODY = 64 * 1024;

    private static final String TAKE = "take the hub's call";

    private final HubNews news;

    HubHookController(HubNews news) {
        this.news = news;
    }

    /** The runs that the call has started, or that were open already. */
    record Told(List<String> runs) {}

    @PostMapping
    ResponseEntity<Told> told(HttpServletRequest request) throws IOException {
        if (!news.isExpected()) {
            throw new IngestionException(FailureKind.NOT_FOUND,
                    "Could not take the hub's call: this node expects none. Set weighbridge.sync.hooks.huggingface.secret to the secret of the web hook.");
        }
        if (!news.isFromTheHub(request.getHeader("X-Webhook-Secret"))) {
            throw new IngestionException(FailureKind.NOT_AUTHENTICATED,
                    "Could not take the hub's call: the header X-Webhook-Secret is missing or is not the secret of the web hook. Set the same secret at the hub"
                            + " and at weighbridge.sync.hooks.huggingface.secret.");
        }
        JsonNode repository = JsonBody.of(request, TAKE, LARGEST_BODY).path("repo");
        String name = repository.path("name").isString() ? repository.path("name").stringValue() : "";
        if (!"model".equals(repository.path("type").asString(""))) {
            return ResponseEntity.accepted().body(new Told(List.of()));
        }
        if (!name.matches("[A-Za-z0-9_.-]{1,96}(/[A-Za-z0-9_.-]{1,96})?")) {
            throw new IngestionException(FailureKind.INVALID_REQUEST,
                    "Could not take the hub's call: field[repo.name] is no name of a model. Check that the call comes from the hub.");
        }
        return ResponseEntity.accepted().body(new Told(news.changed(name)));
    }
}
