package dev.weighbridge.api;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;

import dev.weighbridge.account.Caller;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.plan.Plan;
import dev.weighbridge.plan.PlanRequest;
import dev.weighbridge.plan.Planner;
import dev.weighbridge.source.Selection;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Says what an AddModel would do, before anything is fetched. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
public class PlanController {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final int LARGEST_BODY = 256 * 1024;

    private static final int LONGEST_PATH = 2048;

    private static final int LONGEST_TOKEN = 8192;

    private final Planner planner;

    PlanController(Planner planner) {
        this.planner = planner;
    }

    /** The body holds {@code installPath}, {@code modelCenterUuid}, and maybe {@code token}, {@code include}, {@code exclude}, {@code weights}. */
    @PostMapping("/plans")
    PlanView plan(Caller caller, HttpServletRequest request) throws IOException {
        return plan(caller, body(request));
    }

    /** As the body of a call. */
    public PlanView plan(Caller caller, JsonNode body) {
        String path = required(body, "installPath", LONGEST_PATH);
        String center = required(body, "modelCenterUuid", 32);
        Plan plan = planner
                .plan(new PlanRequest(caller.accountUuid(), center, path, text(body, "token", LONGEST_TOKEN), Selection.parse(body)));
        return PlanView.of(plan);
    }

    private static JsonNode body(HttpServletRequest request) throws IOException {
        byte[] text = request.getInputStream().readNBytes(LARGEST_BODY + 1);
        if (text.length > LARGEST_BODY) {
            throw new IngestionException(FailureKind.LIMIT_EXCEEDED,
                    "Could not plan the model: the request has more than " + LARGEST_BODY + " bytes. Send less.");
        }
        try {
            JsonNode body = JSON.readTree(text);
            if (body.isObject()) {
                return body;
            }
        } catch (JacksonException malformed) {
            throw invalid("the body", "is not JSON");
        }
        throw invalid("the body", "is not a JSON object");
    }

    private static String required(JsonNode body, String field, int longest) {
        String text = text(body, field, longest);
        if (text == null) {
            throw invalid("field[" + field + "]", "is mandatory, and missing or empty");
        }
        return text;
    }

    private static @Nullable String text(JsonNode body, String field, int longest) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull() || value.isString() && value.stringValue().isBlank()) {
            return null;
        }
        if (!value.isString() || value.stringValue().length() > longest) {
            throw invalid("field[" + field + "]", "is not a text of at most " + longest + " characters");
        }
        return value.stringValue();
    }

    private static IngestionException invalid(String what, String why) {
        return new IngestionException(FailureKind.INVALID_REQUEST,
                "Could not plan the model: " + what + " " + why + ". Correct it and send it again.");
    }
}
